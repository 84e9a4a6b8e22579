package io.gatesync.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.servers.ServerFailedException;
import io.gatesync.testing.SelfSigned;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayCertificateTest {

    @TempDir
    private Path folder;

    private SelfSigned gate;

    @BeforeEach
    void make() {
        gate = SelfSigned.create(folder, "gate", "dns:gate.example.org,dns:other.example.org");
    }

    @Test
    void the_gateway_reads_the_files_and_phones_go_to_the_first_name() {
        GatewayCertificate certificate = GatewayCertificate.in(gate.certificate(), gate.key());

        assertThat(certificate.host()).isEqualTo("gate.example.org");
        assertThat(certificate.expires()).isBetween(Instant.now(), Instant.now().plus(Duration.ofDays(1)));
        assertThat(certificate.environment(8443, 8080))
                .containsEntry("SERVER_PORT", "8443")
                .containsEntry("GATESYNC_GATEWAY_LOOPBACKPORT", "8080")
                .containsValues(gate.certificate().toString(), gate.key().toString());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"ip:127.0.0.2,dns:gate.example.org\", gate.example.org",
                "\"dns:*.example.org,dns:gate.example.org\", gate.example.org",
                "dns:*.example.org, *.example.org",
                "ip:127.0.0.2, 127.0.0.2",
                "ip:fd00::2, [fd00:0:0:0:0:0:0:2]",
            })
    void phones_go_to_a_whole_name_or_else_to_the_address(String names, String host) {
        SelfSigned other = SelfSigned.create(folder, "other", names);

        assertThat(GatewayCertificate.in(other.certificate(), other.key()).host())
                .isEqualTo(host);
    }

    /** As {@code openssl ecparam -genkey} and lego write it: with the curve before it, and without PKCS #8. */
    @Test
    void a_key_may_be_written_in_the_old_way() throws IOException {
        PrivateKeyInfo key = PrivateKeyInfo.getInstance(content(gate.key()));
        Path old = write(
                new PemObject(
                        "EC PARAMETERS",
                        key.getPrivateKeyAlgorithm()
                                .getParameters()
                                .toASN1Primitive()
                                .getEncoded()),
                new PemObject(
                        "EC PRIVATE KEY",
                        key.parsePrivateKey().toASN1Primitive().getEncoded()));

        assertThat(GatewayCertificate.in(gate.certificate(), old).host()).isEqualTo("gate.example.org");
    }

    @Test
    void what_no_browser_could_take_is_refused_with_the_option_that_mends_it() throws IOException {
        SelfSigned other = SelfSigned.create(folder, "other");
        SelfSigned nameless = SelfSigned.create(folder, "nameless", "email:gate@example.org");
        Path none = folder.resolve("none.pem");
        Path half = Files.writeString(
                folder.resolve("half.pem"), Files.readString(gate.certificate()).substring(0, 200));
        Path encrypted = write(new PemObject("ENCRYPTED PRIVATE KEY", content(gate.key())));
        Path damaged = write(new PemObject("PRIVATE KEY", new byte[] {1, 2, 3}));

        assertRefused(none, gate.key(), "There is no file " + none, "--certificate FILE");
        assertRefused(gate.certificate(), none, "There is no file " + none, "--private-key FILE");
        assertRefused(folder, gate.key(), folder + " cannot be read", "--certificate FILE");
        assertRefused(gate.key(), gate.key(), "There is no certificate", "--certificate FILE");
        assertRefused(half, gate.key(), half + " is no whole file in PEM", "--certificate FILE");
        assertRefused(gate.certificate(), gate.certificate(), "There is no private key", "--private-key FILE");
        assertRefused(gate.certificate(), encrypted, "has a password", "--private-key FILE");
        assertRefused(gate.certificate(), damaged, damaged + " is damaged", "--private-key FILE");
        assertRefused(gate.certificate(), other.key(), "does not belong", "--certificate FILE", "--private-key FILE");
        assertRefused(nameless.certificate(), nameless.key(), "is for no name", "--certificate FILE");
    }

    private static void assertRefused(Path certificate, Path key, String... why) {
        assertThatThrownBy(() -> GatewayCertificate.in(certificate, key))
                .isInstanceOf(ServerFailedException.class)
                .message()
                .contains(why);
    }

    private static byte[] content(Path pem) throws IOException {
        try (PemReader reader = new PemReader(Files.newBufferedReader(pem))) {
            return reader.readPemObject().getContent();
        }
    }

    private Path write(PemObject... objects) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            for (PemObject each : objects) {
                writer.writeObject(each);
            }
        }
        return Files.writeString(Files.createTempFile(folder, "key", ".pem"), text.toString());
    }
}
