package io.gatesync.localstack;

import io.gatesync.servers.ServerFailedException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The certificate by which other machines trust the gateway, and its key, in two PEM files as certbot writes them. The gateway reads them
 * again when they are replaced.
 */
public final class GatewayCertificate {

    /** Kinds of names in a certificate (RFC 5280, GeneralName). */
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;

    /** A certificate whose key browsers take is signed with one of these. */
    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

    private final Path certificateFile;
    private final Path keyFile;
    private final String host;
    private final Instant expires;

    private GatewayCertificate(Path certificateFile, Path keyFile, String host, Instant expires) {
        this.certificateFile = certificateFile;
        this.keyFile = keyFile;
        this.host = host;
        this.expires = expires;
    }

    /**
     * Reads the files as they are now.
     *
     * @param certificate the server's certificate, then those that lead to its CA
     * @param key the private key, without a password
     * @throws ServerFailedException if no browser could take them; it says how to mend that
     */
    public static GatewayCertificate in(Path certificate, Path key) {
        Path certificateFile = certificate.toAbsolutePath().normalize();
        Path keyFile = key.toAbsolutePath().normalize();
        X509Certificate read = new PemFile(certificateFile, "--certificate").certificate();
        PrivateKey itsKey = new PemFile(keyFile, "--private-key").privateKey(read.getPublicKey());
        if (!belong(itsKey, read.getPublicKey())) {
            throw new ServerFailedException("The private key in %s does not belong to the first certificate in %s. "
                            .formatted(keyFile, certificateFile)
                    + "Name two that were made together with --certificate FILE and --private-key FILE.");
        }
        String host = host(read)
                .orElseThrow(() -> new ServerFailedException(
                        "The certificate in %s is for no name (subjectAltName), so browsers refuse it. Name another with --certificate FILE."
                                .formatted(certificateFile)));
        return new GatewayCertificate(
                certificateFile, keyFile, host, read.getNotAfter().toInstant());
    }

    private static boolean belong(PrivateKey key, PublicKey publicKey) {
        String algorithm = SIGNATURES.get(publicKey.getAlgorithm());
        try {
            byte[] anything = publicKey.getEncoded();
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(anything);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(anything);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static boolean browsersTake(PublicKey key) {
        return SIGNATURES.containsKey(key.getAlgorithm());
    }

    private static Optional<String> host(X509Certificate certificate) {
        @Nullable Collection<List<?>> all;
        try {
            all = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
        List<List<?>> names = all == null ? List.of() : List.copyOf(all);
        return Stream.of(DNS_NAME, IP_ADDRESS)
                .flatMap(kind -> names.stream().filter(name -> name.getFirst().equals(kind)))
                .map(name -> (String) name.get(1))
                // A wildcard is a name only where there is no other.
                .min(Comparator.comparing(name -> name.startsWith("*")))
                // Of IPv6.
                .map(name -> name.contains(":") ? "[" + name + "]" : name);
    }

    /** The first name that it is for, or the first address where it has no name, as it stands in a URL. */
    public String host() {
        return host;
    }

    /** Until when browsers take it. */
    public Instant expires() {
        return expires;
    }

    /** The settings of a gateway that answers all machines with HTTPS, and this one without. */
    Map<String, String> environment(int httpsPort, int plainPort) {
        String bundle = "SPRING_SSL_BUNDLE_PEM_GATEWAY_";
        return Map.of(
                "SERVER_ADDRESS",
                "0.0.0.0",
                "SERVER_PORT",
                Integer.toString(httpsPort),
                "SERVER_SSL_BUNDLE",
                "gateway",
                bundle + "KEYSTORE_CERTIFICATE",
                certificateFile.toString(),
                bundle + "KEYSTORE_PRIVATEKEY",
                keyFile.toString(),
                // Where only one of the files is new, the old ones are kept.
                bundle + "KEYSTORE_VERIFYKEYS",
                "true",
                bundle + "RELOADONUPDATE",
                "true",
                "GATESYNC_GATEWAY_LOOPBACKPORT",
                Integer.toString(plainPort));
    }
}
