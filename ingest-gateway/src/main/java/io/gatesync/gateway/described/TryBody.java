package io.gatesync.gateway.described;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A scan that is only tried.
 *
 * @param qrcode what the scanner would send
 * @param deviceId of the device that would send it; tells a duplicate from a conflict
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
@Schema(name = "Try", examples = """
        {"qrcode": "T-1", "device_id": "north-1"}""")
public record TryBody(String qrcode, @Nullable String deviceId) {}
