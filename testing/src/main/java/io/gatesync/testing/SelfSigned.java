package io.gatesync.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A certificate, by default for the loopback address, that nobody else has signed, and its key, made by the JDK's keytool.
 *
 * @param certificate in a PEM file: what a server shows, and a client trusts
 * @param key in a PEM file that only its owner may read
 * @param store both, in a PKCS#12 file with {@link #PASSWORD}
 */
public record SelfSigned(Path certificate, Path key, Path store) {

    /** Of the store. */
    public static final String PASSWORD = "self-signed";

    private static final String ALIAS = "loopback";

    /**
     * Makes one, valid for a day.
     *
     * @param folder where its files go
     * @param name of the files and of the certificate's holder
     */
    public static SelfSigned create(Path folder, String name) {
        return create(folder, name, "dns:localhost,ip:127.0.0.1");
    }

    /**
     * Makes one for somebody else.
     *
     * @param names that it is for, as keytool has them: {@code dns:gate.example.org,ip:127.0.0.2}
     */
    public static SelfSigned create(Path folder, String name, String names) {
        try {
            Files.createDirectories(folder);
            Path store = folder.resolve(name + ".p12");
            Files.deleteIfExists(store);
            generate(store, name, names);
            KeyStore made = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                made.load(in, PASSWORD.toCharArray());
            }
            Path certificate = Files.writeString(
                    folder.resolve(name + ".crt"),
                    pem("CERTIFICATE", made.getCertificate(ALIAS).getEncoded()));
            Path key = folder.resolve(name + ".key");
            Files.writeString(
                    key,
                    pem(
                            "PRIVATE KEY",
                            made.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            return new SelfSigned(certificate, key, store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The certificate that keytool made cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while keytool makes a certificate", e);
        }
    }

    private static void generate(Path store, String name, String names) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        ALIAS,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=" + names,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "1"))
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool failed: " + output);
        }
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(
                        what,
                        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(content),
                        what);
    }
}
