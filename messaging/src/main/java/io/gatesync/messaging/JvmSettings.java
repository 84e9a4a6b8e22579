package io.gatesync.messaging;

/** The JVM settings of every program that reads or writes records. */
public final class JvmSettings {
    private JvmSettings() {}

    /** Sets what the command line has not set. Must run before anything else in the program. */
    public static void apply() {
        // Since 1.12.2, Avro creates objects only of classes in packages that are listed here.
        setDefault("org.apache.avro.SERIALIZABLE_PACKAGES", "io.gatesync");
        // Without it, the registry client's Netty uses Unsafe, and JDKs from 24 on print a warning at every start.
        setDefault("io.netty.noUnsafe", "true");
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
