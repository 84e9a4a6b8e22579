package io.gatesync.gateway.answer;

import io.gatesync.schemas.DeviceChanged;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The answer to an enrolment: what the phone has to be given. It is not told again.
 *
 * @param enrolmentCode to type in
 * @param enrolmentUrl opens the scanner app, and fills all in
 * @param enrolmentUntil until when the code has to be used first
 * @param qrSvg the URL as a QR code, in SVG
 */
@JsonNaming(SnakeCaseStrategy.class)
public record EnrolmentAnswer(
        String eventId,
        String deviceId,
        @Nullable String name,
        @Nullable String gate,
        String enrolmentCode,
        URI enrolmentUrl,
        @Nullable Instant enrolmentUntil,
        String qrSvg) {

    public static EnrolmentAnswer of(DeviceChanged device, String code, URI url) {
        return new EnrolmentAnswer(
                device.getEventId(),
                device.getDeviceId(),
                device.getName(),
                device.getGate(),
                code,
                url,
                device.getEnrolmentUntil(),
                QrSvg.of(url.toString()));
    }
}
