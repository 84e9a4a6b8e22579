package io.gatesync.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.access.Account;
import io.gatesync.access.Role;
import io.gatesync.access.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Leads and organisers who log in to another issuer of tokens, over OIDC: here a Spring Authorization Server. */
class OtherIssuerTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static ConfigurableApplicationContext issuer;
    private static ConfigurableApplicationContext service;

    /** Gives each client the role that it asks for as a scope. */
    @SpringBootConfiguration
    @EnableAutoConfiguration(exclude = AccessHttpAutoConfiguration.class)
    static class Issuer {
        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> roles() {
            return token -> {
                Set<String> scopes = token.getAuthorizedScopes();
                if (scopes.contains("organiser")) {
                    token.getClaims().claim("gatesync_role", "organiser");
                } else if (scopes.contains("lead")) {
                    token.getClaims().claim("gatesync_role", "lead").claim("gatesync_event", "open-air");
                } else if (scopes.contains("device")) {
                    token.getClaims().claim("gatesync_role", "device").claim("gatesync_event", "open-air");
                }
            };
        }
    }

    @BeforeAll
    static void start() {
        issuer = startIssuer();
        service = startService(origin(issuer));
    }

    private static ConfigurableApplicationContext startIssuer() {
        String client = "--spring.security.oauth2.authorizationserver.client.staff.registration.";
        return SpringApplication.run(
                Issuer.class,
                "--server.port=0",
                "--spring.autoconfigure.exclude=",
                client + "client-id=staff",
                client + "client-secret={noop}secret",
                client + "client-authentication-methods=client_secret_basic",
                client + "authorization-grant-types=client_credentials",
                client + "scopes=organiser,lead,device,nothing");
    }

    private static ConfigurableApplicationContext startService(String issuerUri) {
        return SpringApplication.run(
                AccessHttpTest.Service.class,
                "--server.port=0",
                "--gatesync.access.keys[0].id=test",
                "--gatesync.access.keys[0].secret=" + AccessHttpTest.SECRET,
                "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuerUri);
    }

    @AfterAll
    static void stop() {
        service.close();
        issuer.close();
    }

    @Test
    void its_token_counts_for_the_role_and_event_that_it_names() throws Exception {
        assertThat(event(service, "open-air", token("organiser")).statusCode()).isEqualTo(200);
        assertThat(event(service, "open-air", token("lead")).statusCode()).isEqualTo(200);
        assertThat(event(service, "another", token("lead")).statusCode()).isEqualTo(403);
    }

    @Test
    void a_token_without_a_role_is_nobodys_and_devices_get_none_there() throws Exception {
        assertThat(event(service, "open-air", token("nothing")).statusCode()).isEqualTo(401);
        assertThat(event(service, "open-air", token("device")).statusCode()).isEqualTo(401);
    }

    @Test
    void the_own_accounts_work_beside_it() throws Exception {
        String own = service.getBean(Tokens.class)
                .forAccount(
                        new Account("ada", Role.ORGANISER, Optional.empty(), "{argon2}$argon2id$none"),
                        Duration.ofHours(1))
                .token();

        assertThat(event(service, "open-air", own).statusCode()).isEqualTo(200);
    }

    @Test
    void while_it_is_away_its_tokens_are_to_be_sent_again() throws Exception {
        ConfigurableApplicationContext other = startIssuer();
        String token;
        try (ConfigurableApplicationContext late = startService(origin(other))) {
            token = token(other, "organiser");
            other.close();
            HttpResponse<String> away = event(late, "open-air", token);
            assertThat(away.statusCode()).as(away.body()).isEqualTo(503);
            assertThat(JSON.readTree(away.body()).path("retry").asBoolean()).isTrue();
        }
    }

    private static HttpResponse<String> event(ConfigurableApplicationContext at, String eventId, String token)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(origin(at) + "/events/" + eventId))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    private static String token(String scope) throws IOException, InterruptedException {
        return token(issuer, scope);
    }

    private static String token(ConfigurableApplicationContext from, String scope)
            throws IOException, InterruptedException {
        String client = Base64.getEncoder().encodeToString("staff:secret".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(origin(from) + "/oauth2/token"))
                        .header("Authorization", "Basic " + client)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=" + scope))
                        .build(),
                BodyHandlers.ofString());
        JsonNode body = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return body.path("access_token").asString();
    }

    private static String origin(ConfigurableApplicationContext at) {
        return "http://127.0.0.1:" + at.getEnvironment().getRequiredProperty("local.server.port");
    }
}
