package io.gatesync.opponents;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;

/**
 * A service that takes uploads of scans as GateSync's gateway does, and has PostgreSQL alone. It answers the calls that the bench
 * makes, and a login of anybody: what it lacks makes it faster than it would be at a gate.
 */
public final class Opponent implements AutoCloseable {

    /** How an opponent decides. */
    public enum Kind {
        /** The guide's algorithm: a few statements for each scan, each committed by itself. */
        ROW_BY_ROW,
        /** As fast as PostgreSQL allows: all uploads that wait are decided together, by a few statements and one commit. */
        GROUP_COMMIT
    }

    /** Which indexes the tables have. */
    public enum Indexes {
        /** GateSync's. */
        EQUAL,
        /** The fewest that still serve the guide's queries. */
        LEAN
    }

    /**
     * Where and how an opponent runs.
     *
     * @param port on the loopback address
     * @param jdbcUrl of an empty database
     * @param migrations the folder with the SQL that makes GateSync's tables
     * @param folder for what its web server writes
     */
    public record Config(
            Kind kind,
            Indexes indexes,
            int port,
            String jdbcUrl,
            String user,
            String password,
            Path migrations,
            Path folder) {}

    private static final int CONNECTIONS = 16;

    /**
     * One plan for good: codes go through an index in its order, whatever the planner believes of the sizes. Otherwise a plan that
     * was made while a table was small would stay.
     */
    private static final String FIXED_PLANS = "set jit = off; set plan_cache_mode = force_generic_plan;"
            + " set enable_nestloop = off; set enable_mergejoin = off; set enable_seqscan = off; set enable_bitmapscan = off";

    private final HikariDataSource database;
    private final Decider decider;
    private final Tomcat tomcat = new Tomcat();

    private Opponent(Config config) {
        database = database(config);
        Schema.make(database, config.migrations(), config.indexes());
        decider = decider(config.kind(), database);
        tomcat.setBaseDir(config.folder().toString());
        tomcat.setConnector(connector(config.port()));
        Context context = context(config.folder());
        add(context, "sync", new SyncServlet(decider), "/api/offline/sync");
        add(context, "nothing", new NothingServlet(), "/nothing");
        add(
                context,
                "tables",
                new TablesServlet(database),
                "/api/offline/sync/status/*",
                "/api/offline/sync/sessions/*");
        add(context, "events", new EventsServlet(database), "/api/admin/events/*");
        add(context, "login", new LoginServlet(), "/api/admin/login", "/api/offline/login");
    }

    /** Starts an opponent; it answers when this returns. */
    public static Opponent start(Config config) throws LifecycleException {
        Opponent opponent = new Opponent(config);
        opponent.tomcat.start();
        return opponent;
    }

    /** Returns when the opponent has been closed. */
    public void await() {
        tomcat.getServer().await();
    }

    private static HikariDataSource database(Config config) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(config.jdbcUrl());
        // Statements are prepared on the server the first time.
        pool.addDataSourceProperty("prepareThreshold", "1");
        pool.setUsername(config.user());
        pool.setPassword(config.password());
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMaxLifetime(0);
        if (config.kind() == Kind.GROUP_COMMIT) {
            pool.setConnectionInitSql(FIXED_PLANS);
        }
        return new HikariDataSource(pool);
    }

    private static Decider decider(Kind kind, DataSource database) {
        return switch (kind) {
            case ROW_BY_ROW -> new RowByRow(database);
            case GROUP_COMMIT -> new GroupCommit(database);
        };
    }

    /** Without a search for leaks that reloading would cause: it is never reloaded, and the search warns of the JDK's modules. */
    private Context context(Path folder) {
        StandardContext context = (StandardContext) tomcat.addContext("", folder.toString());
        context.setClearReferencesRmiTargets(false);
        context.setClearReferencesThreadLocals(false);
        return context;
    }

    private static Connector connector(int port) {
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxKeepAliveRequests", "-1");
        connector.getProtocolHandler().setExecutor(new VirtualThreadExecutor("request-"));
        return connector;
    }

    private static void add(Context context, String name, HttpServlet servlet, String... paths) {
        Wrapper wrapper = Tomcat.addServlet(context, name, servlet);
        for (String path : paths) {
            wrapper.addMapping(path);
        }
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        decider.close();
        database.close();
    }
}
