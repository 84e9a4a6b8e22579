package io.gatesync.access.http;

import io.gatesync.access.AccessKeys;
import io.gatesync.access.Tokens;
import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;

/** Lets nobody do anything that the service's {@link AccessRules} do not allow. */
@AutoConfiguration(
        after = OAuth2ResourceServerAutoConfiguration.class,
        before = {ServletWebSecurityAutoConfiguration.class, OAuth2ResourceServerWebSecurityAutoConfiguration.class})
@EnableConfigurationProperties(AccessProperties.class)
class AccessHttpAutoConfiguration {
    @Bean
    Tokens tokens(AccessKeys keys, ObjectProvider<InstantSource> clock) {
        return new Tokens(keys, clock.getIfAvailable(InstantSource::system));
    }

    @Bean
    AccessKeys accessKeys(AccessProperties settings) {
        try {
            return new AccessKeys(settings.keys());
        } catch (IllegalArgumentException e) {
            throw new AccessSettingsException("The service cannot check who calls it: " + e.getMessage() + ".");
        }
    }

    @Bean
    BearerTokens bearerTokens(Tokens tokens, ObjectProvider<JwtDecoder> issuer, AccessProperties settings) {
        return new BearerTokens(tokens, issuer.getIfAvailable(), settings.oidc());
    }

    @Bean
    BodyTokens bodyTokens(BearerTokens tokens) {
        return new BodyTokens(tokens);
    }

    @Bean
    HttpFirewall pathsAsTheyAre() {
        return new PathsAsTheyAre();
    }

    @Bean
    SecurityFilterChain access(
            HttpSecurity http,
            AccessRules rules,
            BearerTokens tokens,
            AccessProperties settings,
            Environment environment,
            ObjectProvider<HandlerMapping> mappings,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver answers) {
        AccessProblems problems = new AccessProblems(answers);
        List<RequestMatcher> open = rules.openRequests();
        http.csrf(AbstractHttpConfigurer::disable) // There are no cookies.
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.addHeaderWriter(new ContentPolicies(rules.pages())))
                .oauth2ResourceServer(server -> server.bearerTokenResolver(headerOnly(open))
                        .authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems)
                        .jwt(jwt -> jwt.decoder(tokens::decode).jwtAuthenticationConverter(tokens::authentication)))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .authorizeHttpRequests(requests -> authorize(requests, rules, environment, mappings));
        if (settings.allowedOrigins().isEmpty()) {
            http.cors(AbstractHttpConfigurer::disable);
        } else {
            http.addFilterAt(OtherOrigins.allowed(settings.allowedOrigins(), problems), CorsFilter.class);
        }
        return http.build();
    }

    /** Who logs in sends his expired token along: it is not looked at there. */
    private static BearerTokenResolver headerOnly(List<RequestMatcher> open) {
        DefaultBearerTokenResolver header = new DefaultBearerTokenResolver();
        if (open.isEmpty()) {
            return header;
        }
        RequestMatcher needsNone = new OrRequestMatcher(open);
        return request -> needsNone.matches(request) ? null : header.resolve(request);
    }

    private static void authorize(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
            AccessRules rules,
            Environment environment,
            ObjectProvider<HandlerMapping> mappings) {
        requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                .permitAll();
        requests.requestMatchers(EndpointRequest.to("health")).permitAll();
        if (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT) {
            // A port of its own is for whoever watches the services, and stays inside.
            requests.requestMatchers(EndpointRequest.toAnyEndpoint(), EndpointRequest.toLinks())
                    .permitAll();
        } else {
            requests.requestMatchers(EndpointRequest.toAnyEndpoint(), EndpointRequest.toLinks())
                    .access(allowed((caller, request) -> caller.isOrganiser()));
        }
        rules.openRequests().forEach(open -> requests.requestMatchers(open).permitAll());
        rules.tokenInBodyRequests()
                .forEach(inBody -> requests.requestMatchers(inBody).permitAll());
        rules.rules().forEach(rule -> requests.requestMatchers(rule.requests()).access(allowed(rule.requirement())));
        requests.requestMatchers("/error").permitAll(); // It answers 404.
        requests.requestMatchers(new UnmappedRequests(mappings)).permitAll();
        requests.anyRequest().denyAll();
    }

    private static AuthorizationManager<RequestAuthorizationContext> allowed(AccessRules.Requirement requirement) {
        return new AuthorizationManager<>() {
            @Override
            public AuthorizationDecision authorize(
                    Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext request) {
                return new AuthorizationDecision(authentication.get() instanceof CallerAuthentication known
                        && requirement.allows(known.caller(), request));
            }
        };
    }
}
