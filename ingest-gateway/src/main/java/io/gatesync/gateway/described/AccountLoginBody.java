package io.gatesync.gateway.described;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Somebody of the staff who logs in.
 *
 * @param name of the account
 * @param passcode of the account
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
@Schema(name = "AccountLogin", examples = """
        {"name": "organiser", "passcode": "a passcode"}""")
public record AccountLoginBody(String name, String passcode) {}
