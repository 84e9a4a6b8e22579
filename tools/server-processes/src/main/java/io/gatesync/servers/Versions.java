package io.gatesync.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions of the servers, as the build declares them. */
public final class Versions {

    private static final Properties DECLARED = declared();

    public static final String KAFKA = DECLARED.getProperty("kafka");
    public static final String REGISTRY = DECLARED.getProperty("registry");
    public static final String POSTGRES = DECLARED.getProperty("postgres");

    private Versions() {}

    private static Properties declared() {
        Properties declared = new Properties();
        try (InputStream file = Versions.class.getResourceAsStream("versions.properties")) {
            declared.load(file);
            return declared;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
