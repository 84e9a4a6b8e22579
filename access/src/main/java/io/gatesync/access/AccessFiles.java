package io.gatesync.access;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The folder of an installation's secrets, which only its owner can read. {@code services.properties} is for the services: the keys,
 * and the accounts with the hashes of their passcodes. {@code NAME-passcode} is for people: the passcode that was drawn for the
 * account when the folder was made.
 */
public final class AccessFiles {
    private static final String SERVICES = "services.properties";
    private static final String KEYS = "gatesync.access.keys";
    private static final String ACCOUNTS = "gatesync.access.accounts";
    private static final String COMMENT =
            "Secrets of GateSync's services, which read this when they start. To change the key, put a new one first.";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int KEY_ID_BYTES = 3;

    private final Path folder;
    private final SecretFile services;

    public AccessFiles(Path folder) {
        this.folder = folder;
        this.services = new SecretFile(folder.resolve(SERVICES));
    }

    /**
     * Somebody of the staff who gets a passcode.
     *
     * @param eventId of a lead; empty for an organiser
     */
    public record NewAccount(String name, Role role, Optional<String> eventId) {
        public static NewAccount organiser(String name) {
            return new NewAccount(name, Role.ORGANISER, Optional.empty());
        }

        public static NewAccount lead(String name, String eventId) {
            return new NewAccount(name, Role.LEAD, Optional.of(eventId));
        }
    }

    /** What the services import ({@code SPRING_CONFIG_IMPORT}); no secret by itself. */
    public String configImport() {
        return "file:" + services.path().toAbsolutePath();
    }

    /** The file with a passcode that people need, such as that of the account {@code organiser}. */
    public SecretFile passcode(String name) {
        return new SecretFile(folder.resolve(name + "-passcode"));
    }

    /**
     * Makes a key and accounts, each with its {@link #passcode}, unless they exist.
     *
     * @return whether it has made them
     */
    public boolean make(NewAccount... accounts) {
        if (services.exists()) {
            return false;
        }
        Properties settings = new Properties();
        byte[] secret = random(AccessKeys.MIN_SECRET_BYTES);
        settings.setProperty(KEYS + "[0].id", LocalDate.now(ZoneOffset.UTC) + "-" + hex(random(KEY_ID_BYTES)));
        settings.setProperty(KEYS + "[0].secret", Base64.getEncoder().encodeToString(secret));
        List<Account> made = new ArrayList<>();
        for (NewAccount account : accounts) {
            String passcode = SecretFile.draw(SecretFile.GROUPS);
            passcode(account.name()).write(passcode + "\n");
            made.add(account(account, passcode));
        }
        // Last: where this was killed before, all of it is made anew.
        write(settings, made);
        return true;
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static Account account(NewAccount account, String passcode) {
        if (!NAME.matcher(account.name()).matches()) {
            throw new IllegalArgumentException(
                    "The name of an account has letters, digits, dots and dashes only, not \"" + account.name() + "\"");
        }
        return new Account(account.name(), account.role(), account.eventId(), new Passcodes().hash(passcode));
    }

    /** Everybody who may log in by name. */
    public List<Account> accounts() {
        return accounts(read());
    }

    private static List<Account> accounts(Properties settings) {
        List<Account> accounts = new ArrayList<>();
        for (String at = at(0); settings.containsKey(at + "name"); at = at(accounts.size())) {
            String role = settings.getProperty(at + "role", "");
            accounts.add(new Account(
                    requireNonNull(settings.getProperty(at + "name")),
                    Role.read(role).orElseThrow(() -> new IllegalArgumentException("There is no role " + role)),
                    Optional.ofNullable(settings.getProperty(at + "event-id")),
                    settings.getProperty(at + "passcode-hash", "")));
        }
        return accounts;
    }

    private static String at(int index) {
        return ACCOUNTS + "[" + index + "].";
    }

    /**
     * Adds an account.
     *
     * @return its passcode, which stands nowhere else
     * @throws IllegalArgumentException if there is one of this name, or it cannot be one
     */
    public String add(NewAccount account) {
        Properties settings = read();
        List<Account> accounts = accounts(settings);
        if (accounts.stream().anyMatch(other -> other.name().equals(account.name()))) {
            throw new IllegalArgumentException("There is an account " + account.name() + " already");
        }
        String passcode = SecretFile.draw(SecretFile.GROUPS);
        accounts.add(account(account, passcode));
        write(settings, accounts);
        return passcode;
    }

    /**
     * Removes an account.
     *
     * @return whether there was one of this name
     */
    public boolean remove(String name) {
        Properties settings = read();
        List<Account> accounts = accounts(settings);
        boolean found = accounts.removeIf(account -> account.name().equals(name));
        if (found) {
            write(settings, accounts);
        }
        return found;
    }

    private Properties read() {
        Properties settings = new Properties();
        try {
            settings.load(new ByteArrayInputStream(services.read().getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    /** Whatever else stands in the settings stays. */
    private void write(Properties settings, List<Account> accounts) {
        settings.keySet().removeIf(name -> name.toString().startsWith(ACCOUNTS));
        for (int i = 0; i < accounts.size(); i++) {
            Account account = accounts.get(i);
            settings.setProperty(at(i) + "name", account.name());
            settings.setProperty(at(i) + "role", account.role().written());
            settings.setProperty(at(i) + "passcode-hash", account.passcodeHash());
            String at = at(i);
            account.eventId().ifPresent(event -> settings.setProperty(at + "event-id", event));
        }
        var written = new ByteArrayOutputStream();
        try {
            settings.store(written, COMMENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        services.write(written.toString(StandardCharsets.ISO_8859_1));
    }
}
