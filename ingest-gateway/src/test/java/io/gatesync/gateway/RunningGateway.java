package io.gatesync.gateway;

import io.gatesync.service.problem.ProblemErrorController;
import io.gatesync.setup.Provision;
import io.gatesync.testing.DescribedApi;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.Servers;
import io.gatesync.testing.TestAccess;
import java.lang.reflect.Method;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The gateway as its main method starts it, on a free port, beside real servers. */
final class RunningGateway implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final RawHttp http;

    private RunningGateway(ConfigurableApplicationContext context) {
        this.context = context;
        this.http = new RawHttp("http://127.0.0.1:" + port())
                .withToken(TestAccess.organiser())
                .checkedBy(DescribedApi.committed()::check);
    }

    /**
     * Starts one, with topics and schemas set up.
     *
     * @param settings as {@code key=value}, other than the defaults
     */
    static RunningGateway start(Servers servers, String... settings) {
        setUp(servers);
        return startAsItIs(servers.bootstrapServers(), servers.registryUrl(), settings);
    }

    static RunningGateway startAsItIs(String bootstrapServers, String registryUrl, String... settings) {
        List<String> arguments = arguments(bootstrapServers, registryUrl, settings);
        arguments.add("--spring.main.register-shutdown-hook=false");
        return new RunningGateway(SpringApplication.run(GatewayApplication.class, arguments.toArray(String[]::new)));
    }

    /** Starts one whose clock is this one. */
    static RunningGateway startWithClock(Servers servers, InstantSource clock) {
        setUp(servers);
        List<String> arguments = arguments(servers.bootstrapServers(), servers.registryUrl());
        arguments.add("--spring.main.register-shutdown-hook=false");
        SpringApplication application = new SpringApplication(GatewayApplication.class);
        application.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean("wrongClock", InstantSource.class, () -> clock, bean -> bean.setPrimary(true)));
        return new RunningGateway(application.run(arguments.toArray(String[]::new)));
    }

    /** Sets up topics and schemas. */
    static void setUp(Servers servers) {
        Provision.onOneMachine(servers.bootstrapServers(), servers.registryUrl())
                .run();
    }

    /** The command line of a gateway on a free port. */
    static List<String> arguments(String bootstrapServers, String registryUrl, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                "--gatesync.registry.url=" + registryUrl));
        TestAccess.settings().stream().map("--"::concat).forEach(arguments::add);
        Stream.of(settings).map("--"::concat).forEach(arguments::add);
        return arguments;
    }

    /** Adds an endpoint with a bug: it throws an exception with this message. */
    void addBug(String path, String message) {
        HttpRequestHandler bug = (request, response) -> {
            throw new IllegalStateException(message);
        };
        Method method = HttpRequestHandler.class.getMethods()[0];
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .registerMapping(RequestMappingInfo.paths(path).build(), bug, method);
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Everything that it answers, as {@code GET /path/{variable}}, but errors and the actuator. */
    List<String> endpoints() {
        List<String> endpoints = new ArrayList<>();
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, method) -> {
                    if (method.getBeanType() == ProblemErrorController.class) {
                        return;
                    }
                    Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
                    for (String path : mapping.getPatternValues()) {
                        methods.forEach(each -> endpoints.add(each + " " + path));
                        if (methods.isEmpty()) {
                            endpoints.add("any method " + path);
                        }
                    }
                });
        return endpoints;
    }

    /** Sends requests with the token of an organiser, who may do everything. Every answer has to be as docs/openapi.json says. */
    RawHttp http() {
        return http;
    }

    /** Opens an event, as its organiser does. */
    void open(String eventId) {
        put(eventId, "open");
    }

    /** Closes an event, as its organiser does. */
    void closeEvent(String eventId) {
        put(eventId, "closed");
    }

    private void put(String eventId, String state) {
        RawHttp.Answer answer = http.put("/api/admin/events/" + eventId, "application/json", """
                {"name": "Festival", "passcode": "1234", "state": "%s"}""".formatted(state));
        if (answer.status() != 200) {
            throw new AssertionError(answer.text());
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
