package io.gatesync.messaging;

/** What every program that reads or writes events must tell its JVM, before it does anything else. */
public final class JvmSettings {
    private JvmSettings() {}

    /** Sets it, where the command line has not. */
    public static void apply() {
        // Avro 1.12.2 on reads generated classes of trusted packages only.
        setDefault("org.apache.avro.SERIALIZABLE_PACKAGES", "io.gatesync");
        // The registry client's Netty else calls what JDKs from 24 on warn of, at every start.
        setDefault("io.netty.noUnsafe", "true");
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
