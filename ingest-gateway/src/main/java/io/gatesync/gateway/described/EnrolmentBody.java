package io.gatesync.gateway.described;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A device that the entrance lead enrols.
 *
 * @param deviceId the device that a phone is to be
 * @param deviceName what the staff call it
 * @param gate where it is meant to be
 * @param validHours how long its code can be used for the first time
 * @param replace whether the id may be taken from the phone that holds it
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
@Schema(name = "Enrolment", examples = """
        {"device_id": "north-1", "device_name": "Phone 7", "gate": "North", "valid_hours": 12, "replace": true}""")
public record EnrolmentBody(
        String deviceId,
        @Nullable String deviceName,
        @Nullable String gate,

        @Schema(minimum = "1", maximum = "720", defaultValue = "24") @Nullable
        Integer validHours,

        @Schema(defaultValue = "false") @Nullable Boolean replace) {}
