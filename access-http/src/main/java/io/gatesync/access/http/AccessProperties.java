package io.gatesync.access.http;

import io.gatesync.access.AccessKeys;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings {@code gatesync.access.*}, the same in every service that answers over HTTP; {@code gatesync-defaults.properties}
 * holds the defaults. Keys and accounts have none.
 *
 * @param keys the secrets that tokens are signed with: the first signs, all check
 * @param accounts of the staff
 * @param deviceTokenLife how long a device's token is taken
 * @param staffTokenLife how long a lead's or organiser's token is taken
 * @param allowedOrigins whose web pages may call the service; none by default
 * @param oidc how the tokens of another issuer are read, where there is one
 */
@Validated
@ConfigurationProperties("gatesync.access")
public record AccessProperties(
        @DefaultValue List<AccessKeys.Key> keys,
        @DefaultValue List<AccountSettings> accounts,
        @NotNull @DurationMin(minutes = 1) Duration deviceTokenLife,
        @NotNull @DurationMin(minutes = 1) Duration staffTokenLife,
        @DefaultValue List<String> allowedOrigins,
        @NotNull @Valid Oidc oidc) {

    /**
     * Somebody of the staff.
     *
     * @param role {@code lead} or {@code organiser}
     * @param eventId of a lead
     * @param passcodeHash such as {@code {argon2}$argon2id$...}
     */
    public record AccountSettings(
            @DefaultValue("") String name,
            @DefaultValue("") String role,
            @Nullable String eventId,
            @DefaultValue("") String passcodeHash) {}

    /**
     * The names of claims in the tokens of {@code spring.security.oauth2.resourceserver.jwt.issuer-uri}.
     *
     * @param roleClaim of {@code lead} or {@code organiser}
     * @param eventClaim of a lead's event
     */
    public record Oidc(@NotNull String roleClaim, @NotNull String eventClaim) {}
}
