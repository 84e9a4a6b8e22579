package io.gatesync.projector;

import io.gatesync.testing.Database;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RawHttp.Answer;
import io.gatesync.testing.Servers;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service in this JVM, on its own port. */
public final class RunningProjector implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final RawHttp http;

    /**
     * Starts it on these servers.
     *
     * @param settings more of them, as {@code key=value}
     */
    public static RunningProjector start(Servers servers, Database database, String... settings) {
        return new RunningProjector(SpringApplication.run(
                ProjectorApplication.class,
                arguments(servers, database, settings).toArray(String[]::new)));
    }

    static List<String> arguments(Servers servers, Database database, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + servers.bootstrapServers(),
                "--gatesync.registry.url=" + servers.registryUrl(),
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--spring.kafka.consumer.group-id=" + database.url()));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        return arguments;
    }

    private RunningProjector(ConfigurableApplicationContext context) {
        this.context = context;
        this.http =
                new RawHttp("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    public Answer get(String path) {
        return http.get(path);
    }

    public boolean isReady() {
        return get("/actuator/health/readiness").status() == 200;
    }

    @Override
    public void close() {
        context.close();
    }
}
