package io.gatesync.service;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The settings {@code gatesync.service.*}, the same in every service; {@code gatesync-defaults.properties} says what each
 * means and holds its default.
 *
 * @param retryAfter how long a client is told to wait before it sends the same again; whole seconds
 */
@Validated
@ConfigurationProperties("gatesync.service")
record ServiceProperties(@NotNull Duration retryAfter) {}
