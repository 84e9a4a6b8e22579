package io.gatesync.localstack.cli;

import io.gatesync.localstack.GatewayCertificate;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that let other machines in: browsers give a page the camera only where it came by HTTPS. */
@SuppressWarnings("NullAway.Init") // picocli sets the field before it runs the command.
final class CertificateOptions {

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            defaultValue = "${env:GATESYNC_CERTIFICATE}",
            description = {
                "also answer phones, by HTTPS on all addresses of this machine, with this",
                "certificate (PEM). See docs/phones-on-your-network.md"
            })
    private @Nullable Path certificate;

    @Option(
            names = "--private-key",
            paramLabel = "FILE",
            defaultValue = "${env:GATESYNC_PRIVATE_KEY}",
            description = "the certificate's key (PEM); both files are read again when they are replaced")
    private @Nullable Path privateKey;

    /** The certificate; null if none is given. */
    @Nullable
    GatewayCertificate chosen() {
        if (certificate != null && privateKey != null) {
            return GatewayCertificate.in(certificate, privateKey);
        }
        if (certificate == null && privateKey == null) {
            return null;
        }
        throw new ParameterException(
                command.commandLine(),
                "--certificate and --private-key go together; %s is missing"
                        .formatted(certificate == null ? "--certificate" : "--private-key"));
    }
}
