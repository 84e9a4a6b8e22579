package io.gatesync.localstack;

import io.gatesync.servers.ServerFailedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.jspecify.annotations.Nullable;

/**
 * A file in PEM, and what is wrong with it.
 *
 * @param option of {@code up} that names it
 */
record PemFile(Path path, String option) {

    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PKCS8 = "PRIVATE KEY";

    /** The first certificate: the server's own, where the others follow it. */
    X509Certificate certificate() {
        PemObject found = first(CERTIFICATE, "certificate, such as certbot's fullchain.pem");
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(found.getContent()));
            if (!GatewayCertificate.browsersTake(certificate.getPublicKey())) {
                throw refusal(
                        "The certificate in %s has a key that browsers do not take (%s). Make one with an RSA or EC key."
                                .formatted(path, certificate.getPublicKey().getAlgorithm()));
            }
            return certificate;
        } catch (GeneralSecurityException e) {
            throw refusal("The certificate in %s is damaged: %s.".formatted(path, e.getMessage()));
        }
    }

    /**
     * The private key, whichever of the usual ways it is written.
     *
     * @param publicKey of its certificate
     */
    PrivateKey privateKey(PublicKey publicKey) {
        PemObject found = first(PKCS8, "private key, such as certbot's privkey.pem");
        if (found.getType().startsWith("ENCRYPTED") || !found.getHeaders().isEmpty()) {
            throw refusal(
                    "The private key in %1$s has a password, which nobody could type when the gateway starts again. Write it"
                                    .formatted(path)
                            + " without: openssl pkey -in %s -out FILE.".formatted(path));
        }
        try {
            byte[] pkcs8 = found.getType().equals(PKCS8) ? found.getContent() : pkcs8(found.getContent(), publicKey);
            return KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | IOException e) {
            throw refusal("The private key in %s is damaged, or of another kind than its certificate's (%s)."
                    .formatted(path, publicKey.getAlgorithm()));
        }
    }

    /** "RSA PRIVATE KEY" and "EC PRIVATE KEY" are what PKCS #8 wraps, without the name of the algorithm: the certificate has it. */
    private static byte[] pkcs8(byte[] bare, PublicKey publicKey) throws IOException {
        return new PrivateKeyInfo(
                        SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()).getAlgorithm(),
                        ASN1Primitive.fromByteArray(bare))
                .getEncoded();
    }

    private PemObject first(String kind, String what) {
        try (PemReader reader = new PemReader(new StringReader(text()))) {
            @Nullable PemObject next = reader.readPemObject();
            while (next != null) {
                if (next.getType().endsWith(kind)) {
                    return next;
                }
                next = reader.readPemObject();
            }
        } catch (IOException e) {
            throw refusal("%s is no whole file in PEM: %s.".formatted(path, e.getMessage()));
        }
        throw refusal("There is no %s, in %s.".formatted(what, path));
    }

    private String text() {
        try {
            return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw refusal("There is no file %s.".formatted(path));
        } catch (AccessDeniedException e) {
            throw refusal(
                    "%s belongs to somebody else, and you may not read it. Copy it to a file of yours (docs/phones-on-your-network.md has the command)."
                            .formatted(path));
        } catch (IOException e) {
            throw refusal("%s cannot be read: %s.".formatted(path, e.getMessage()));
        }
    }

    private ServerFailedException refusal(String why) {
        return new ServerFailedException("%s Name another with %s FILE.".formatted(why, option));
    }
}
