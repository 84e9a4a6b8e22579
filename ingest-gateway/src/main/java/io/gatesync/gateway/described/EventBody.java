package io.gatesync.gateway.described;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * An event as the organiser sets it up.
 *
 * @param name what people call it
 * @param passcode that devices log in with, of at least 4 bytes
 * @param state closed: nobody is admitted online, and late uploads are taken
 * @param codePattern a regular expression (RE2) with one group, which captures the code in what is scanned. Empty: all of it is the
 *     code. Where it says nothing, that stays as it was
 * @param codeCaseMatters whether codes that differ in case are two codes. Where it says nothing, that stays as it was
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
@Schema(name = "EventChange", examples = """
                {"name": "Open Air", "passcode": "gate-2026", "state": "closed", "code_pattern": "^https://t\\\\.example\\\\.org/(.+)$",
                 "code_case_matters": true}""")
public record EventBody(
        String name,
        String passcode,

        @Schema(
                allowableValues = {"open", "closed"},
                defaultValue = "open")
        @Nullable
        String state,

        @Nullable String codePattern,
        @Nullable Boolean codeCaseMatters) {}
