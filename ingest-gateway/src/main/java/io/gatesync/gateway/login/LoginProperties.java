package io.gatesync.gateway.login;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The settings {@code gatesync.access.login.*}; {@code application.yml} says what each means and holds its default.
 *
 * @param failuresPerAddressAndName number of failures that one address may have at one event or account at a time
 * @param failuresPerAddress number of failures that one address may have at all of them at a time
 * @param window in which all of them are forgotten, evenly
 * @param maxAddresses number of addresses, and of their names, that are remembered
 * @param roomTimeout how long a login waits for others to be checked
 */
@Validated
@ConfigurationProperties("gatesync.access.login")
public record LoginProperties(
        @Min(1) int failuresPerAddressAndName,
        @Min(1) int failuresPerAddress,
        @NotNull @DurationMin(seconds = 1) Duration window,
        @Min(1) int maxAddresses,
        @NotNull Duration roomTimeout) {}
