package io.gatesync.gateway;

import io.gatesync.setup.Provision;
import io.gatesync.testing.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The gateway as its main method starts it, on a free port, beside real servers. */
final class RunningGateway implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final Http http;

    private RunningGateway(ConfigurableApplicationContext context) {
        this.context = context;
        this.http = new Http("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    /**
     * Starts one, with topics and schemas set up.
     *
     * @param settings as {@code key=value}, other than the defaults
     */
    static RunningGateway start(Servers servers, String... settings) {
        Provision.onOneMachine(servers.bootstrapServers(), servers.registryUrl())
                .run();
        return startAsItIs(servers.bootstrapServers(), servers.registryUrl(), settings);
    }

    static RunningGateway startAsItIs(String bootstrapServers, String registryUrl, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.main.register-shutdown-hook=false",
                "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                "--gatesync.registry.url=" + registryUrl));
        Stream.of(settings).map("--"::concat).forEach(arguments::add);
        return new RunningGateway(SpringApplication.run(GatewayApplication.class, arguments.toArray(String[]::new)));
    }

    Http http() {
        return http;
    }

    @Override
    public void close() {
        context.close();
    }
}
