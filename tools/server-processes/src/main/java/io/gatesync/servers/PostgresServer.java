package io.gatesync.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** PostgreSQL, from the binaries that zonky builds. */
public final class PostgresServer extends ServerProcess {

    /** The role that owns the databases. */
    public static final String USER = "gatesync";

    /** Not a secret: the server listens on the loopback address only. */
    public static final String PASSWORD = "gatesync";

    /** The database that exists from the start. */
    public static final String DATABASE = "gatesync";

    /** For tables of millions of scans: the defaults are for the smallest machines. docker-compose.yml has the same. */
    public static final Map<String, String> TUNING = Map.of("shared_buffers", "512MB", "max_wal_size", "4GB");

    private static final String NAME = "postgres";
    /** After the name of the data's folder: the folder in which they are made. */
    private static final String HALF_DONE = ".new";

    private static final int START_ORDER = 1;

    private final Distribution distribution;
    private final Config config;

    /**
     * Where and how one PostgreSQL runs.
     *
     * @param folder may be shared with other servers; the databases go to {@code postgres} below it
     * @param port for clients
     * @param settings of PostgreSQL, by name, such as {@code fsync}
     */
    public record Config(Path folder, int port, Map<String, String> settings) {

        public Config {
            settings = new TreeMap<>(settings);
        }

        public Config(Path folder, int port) {
            this(folder, port, Map.of());
        }
    }

    public PostgresServer(Distribution distribution, Config config) {
        super(
                NAME,
                START_ORDER,
                config.folder(),
                List.of(new Port(NAME, config.port())),
                START_GRACE,
                Duration.ofSeconds(30));
        this.distribution = distribution;
        this.config = config;
    }

    /** The JDBC URL of {@link #DATABASE}. */
    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    /** The JDBC URL of a database by name. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(Ports.LOOPBACK, config.port(), database);
    }

    /** Creates an empty database. */
    public void createDatabase(String database) {
        try (Connection connection = connect(Duration.ofSeconds(30));
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + statement.enquoteIdentifier(database, true));
        } catch (SQLException e) {
            throw new ServerFailedException("The database " + database + " could not be created: " + e.getMessage(), e);
        }
    }

    private void initialise(UnprivilegedUser user) throws IOException {
        // In another place first, so that a folder of half-written data is never taken for the data. In one of its own
        // each
        // time: if this JVM is killed, its initdb goes on for a second, and must not write into what the next start
        // makes.
        Path halves = Files.createDirectories(folder().resolve(name() + HALF_DONE));
        Path half = Files.createTempDirectory(halves, "data-");
        Path password = Files.createTempFile(halves, "password-", "");
        try {
            Files.writeString(password, PASSWORD);
            user.own(half);
            user.own(password);
            Command.Result result = new Command(user.command(List.of(
                            program("initdb"),
                            "--pgdata=" + half,
                            "--username=" + USER,
                            "--pwfile=" + password,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            // Texts sort in the same order on every machine, whatever locales it has.
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C",
                            "--no-sync")))
                    .run();
            if (result.exitCode() != 0) {
                throw new ServerFailedException("PostgreSQL's initdb failed: " + result.output());
            }
        } finally {
            Files.deleteIfExists(password);
        }
        Files.move(half, dataFolder(), StandardCopyOption.ATOMIC_MOVE);
        try {
            Directories.delete(halves);
        } catch (IOException stillWritten) {
            // By such an initdb. What it leaves is deleted with all other data.
            return;
        }
    }

    /**
     * PostgreSQL refuses to start while the process runs that its lock file names. A killed server leaves the file, and
     * its process id may belong to another program by now.
     */
    private void deleteStaleLock() throws IOException {
        Path lock = dataFolder().resolve("postmaster.pid");
        if (!Files.exists(lock)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(lock).get(0).strip());
        boolean postgres = ProcessHandle.of(pid)
                .flatMap(process -> process.info().commandLine())
                .filter(line -> line.contains(dataFolder().toString()))
                .isPresent();
        if (!postgres) {
            Files.delete(lock);
        }
    }

    @Override
    protected List<String> command() throws IOException {
        Files.createDirectories(folder());
        UnprivilegedUser user = UnprivilegedUser.find(Path.of(program("postgres")), folder());
        if (!Files.exists(dataFolder())) {
            initialise(user);
        }
        user.own(dataFolder());
        String key = config.settings().get("ssl_key_file");
        if (key != null) {
            // It refuses a key that others could read, and one that it cannot read itself.
            user.own(Path.of(key));
        }
        deleteStaleLock();
        List<String> command = new ArrayList<>(List.of(
                program("postgres"),
                "-D",
                dataFolder().toString(),
                "-p",
                Integer.toString(config.port()),
                "-c",
                "listen_addresses=" + Ports.LOOPBACK,
                "-c",
                "unix_socket_directories="));
        config.settings().forEach((name, value) -> {
            command.add("-c");
            command.add(name + "=" + value);
        });
        return user.command(command);
    }

    @Override
    protected boolean answers() {
        if (!Ports.answers(config.port())) {
            return false;
        }
        try (Connection connection = connect(Duration.ofSeconds(5));
                Statement statement = connection.createStatement();
                var database = statement.executeQuery("select from pg_database where datname = '" + DATABASE + "'")) {
            if (!database.next()) {
                createDatabase(DATABASE);
            }
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    Signal stopSignal() {
        return Signal.INT;
    }

    private Connection connect(Duration timeout) throws SQLException {
        DriverManager.setLoginTimeout((int) timeout.toSeconds());
        return DriverManager.getConnection(jdbcUrl("postgres"), USER, PASSWORD);
    }

    private String program(String name) throws IOException {
        return PostgresBinaries.unpacked(distribution.postgresArchive())
                .resolve("bin")
                .resolve(name)
                .toString();
    }
}
