package io.gatesync.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The versions of the servers, as the build declares them. */
public final class Versions {

    private static final Properties DECLARED = load();

    public static final String KAFKA = declared("kafka");
    public static final String REGISTRY = declared("registry");
    public static final String POSTGRES = declared("postgres");

    private Versions() {}

    private static String declared(String server) {
        return Objects.requireNonNull(DECLARED.getProperty(server), server);
    }

    private static Properties load() {
        Properties declared = new Properties();
        try (InputStream file = Versions.class.getResourceAsStream("versions.properties")) {
            declared.load(Objects.requireNonNull(file));
            return declared;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
