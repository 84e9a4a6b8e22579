package io.gatesync.access.http;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a sentence that a service has no key, or a wrong one. */
final class AccessFailureAnalyzer extends AbstractFailureAnalyzer<AccessSettingsException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, AccessSettingsException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Give the service the file that ./gatesync up makes, by"
                        + " SPRING_CONFIG_IMPORT=file:.../access/services.properties; or set gatesync.access.keys[0].id and"
                        + " gatesync.access.keys[0].secret, 32 random bytes in Base64 (openssl rand -base64 32).",
                failure);
    }
}
