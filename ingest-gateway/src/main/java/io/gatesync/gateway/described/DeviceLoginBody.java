package io.gatesync.gateway.described;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A device that logs in: with its event ({@code event_id}, or {@code identifier} or {@code username}), and with the event's passcode
 * ({@code passcode} or {@code password}) or the code that enrols it ({@code enrolment_code}).
 *
 * @param deviceId the device that it wants to be
 * @param eventId the event
 * @param identifier the event, by another name of the field
 * @param username the event, by another name of the field
 * @param passcode of the event
 * @param password the passcode, by another name of the field
 * @param enrolmentCode the code that the entrance lead made for this phone
 * @param deviceName what people call the device
 * @param gate where it is
 * @param installation a random text that the app makes once on each phone, by which the phone is known again
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
@Schema(
        name = "DeviceLogin",
        examples = {"""
            {"event_id": "open-air", "passcode": "gate-2026", "device_id": "north-1", "device_name": "Phone 7", "gate": "North",
             "installation": "0b9d3f4f2a117a6c2c4e"}""", """
            {"event_id": "open-air", "enrolment_code": "ABCD-EFGH-JKLM-NPQR", "device_id": "north-1"}""", """
            {"identifier": "open-air", "password": "gate-2026", "device_id": "north-1"}""", """
            {"username": "open-air", "password": "gate-2026", "device_id": "north-1"}"""})
public record DeviceLoginBody(
        String deviceId,
        @Nullable String eventId,
        @Nullable String identifier,
        @Nullable String username,
        @Nullable String passcode,
        @Nullable String password,
        @Nullable String enrolmentCode,
        @Nullable String deviceName,
        @Nullable String gate,
        @Nullable String installation) {}
