package io.gatesync.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatesync.servers.Ports;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RealServers;
import io.gatesync.testing.SelfSigned;
import io.gatesync.testing.Server;
import io.gatesync.testing.Servers;
import io.gatesync.testing.TestAccess;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS is Spring Boot's own, by the settings that README.md shows. */
@RealServers({Server.KAFKA, Server.REGISTRY})
class TlsTest {

    @Test
    void a_certificate_is_shown_and_a_renewed_one_needs_no_restart(Servers servers, @TempDir Path folder)
            throws Exception {
        SelfSigned first = SelfSigned.create(folder.resolve("first"), "first");
        SelfSigned renewed = SelfSigned.create(folder.resolve("renewed"), "renewed");
        Path certificate = Files.copy(first.certificate(), folder.resolve("gateway.crt"));
        Path key = Files.copy(first.key(), folder.resolve("gateway.key"));
        int plainPort = Ports.free();
        try (RunningGateway gateway = RunningGateway.start(
                        servers,
                        "server.address=0.0.0.0",
                        "server.ssl.bundle=gateway",
                        "spring.ssl.bundle.pem.gateway.keystore.certificate=" + certificate,
                        "spring.ssl.bundle.pem.gateway.keystore.private-key=" + key,
                        "spring.ssl.bundle.pem.gateway.reload-on-update=true",
                        "spring.ssl.bundle.watch.file.quiet-period=100ms",
                        "gatesync.gateway.loopback-port=" + plainPort);
                HttpClient trustsFirst = trusting(first)) {
            URI health = URI.create("https://127.0.0.1:" + gateway.port() + "/actuator/health/liveness");
            assertThat(status(trustsFirst, health)).isEqualTo(200);
            this_machine_needs_no_tls(plainPort);
            assertThatThrownBy(() -> statusTrusting(renewed, health)).isInstanceOf(SSLHandshakeException.class);

            Files.copy(renewed.key(), key, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(renewed.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);

            await().ignoreExceptionsInstanceOf(SSLHandshakeException.class)
                    .untilAsserted(
                            () -> assertThat(statusTrusting(renewed, health)).isEqualTo(200));
        }
    }

    /** With all that Spring Boot and the gateway set for the connector with TLS: here, that an id may have an encoded slash. */
    private static void this_machine_needs_no_tls(int port) {
        RawHttp plain = new RawHttp("http://127.0.0.1:" + port).withToken(TestAccess.organiser());
        assertThat(plain.get("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(plain.put("/api/admin/events/a%2Fb", "application/json", "{\"name\": \"A\", \"passcode\": \"1234\"}")
                        .status())
                .isEqualTo(200);
        assertThatThrownBy(() -> {
                    try (Socket fromElsewhere = new Socket()) {
                        fromElsewhere.connect(new InetSocketAddress("127.0.0.2", port), 1_000);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    /** With a connection of its own: TLS asks for the certificate once for each. */
    private static int statusTrusting(SelfSigned trusted, URI uri) throws Exception {
        try (HttpClient client = trusting(trusted)) {
            return status(client, uri);
        }
    }

    private static int status(HttpClient client, URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpClient trusting(SelfSigned trusted) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(trusted.certificate())) {
            store.setCertificateEntry(
                    "trusted", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
