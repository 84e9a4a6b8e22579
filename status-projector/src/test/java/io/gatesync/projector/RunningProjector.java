package io.gatesync.projector;

import io.gatesync.service.problem.ProblemErrorController;
import io.gatesync.testing.Database;
import io.gatesync.testing.DescribedApi;
import io.gatesync.testing.RawHttp;
import io.gatesync.testing.RawHttp.Answer;
import io.gatesync.testing.Servers;
import io.gatesync.testing.TestAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

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
        TestAccess.settings().forEach(setting -> arguments.add("--" + setting));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        return arguments;
    }

    private RunningProjector(ConfigurableApplicationContext context) {
        this.context = context;
        this.http = new RawHttp("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"))
                .withToken(TestAccess.organiser())
                .checkedBy(DescribedApi.committed()::check);
    }

    /** Everything that it answers, as {@code GET /path/{variable}}, but errors and the actuator. */
    public List<String> endpoints() {
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

    /** Sends requests with the token of an organiser, who may see everything. Every answer has to be as docs/openapi.json says. */
    public RawHttp http() {
        return http;
    }

    /** Asks with this token instead of an organiser's. */
    public Answer get(String path, String token) {
        return http.withToken(token).get(path);
    }

    /** Asks as an organiser, who may see everything. */
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
