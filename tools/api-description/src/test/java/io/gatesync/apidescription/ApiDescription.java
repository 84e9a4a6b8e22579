package io.gatesync.apidescription;

import com.fasterxml.jackson.databind.JavaType;
import io.gatesync.gateway.GatewayApplication;
import io.gatesync.gateway.described.ProblemAnswer;
import io.gatesync.projector.ProjectorApplication;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.mock.web.MockServletContext;
import org.springframework.objenesis.ObjenesisStd;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI description of what the gateway answers, made from its code: springdoc reads its controllers, {@link RecordSchemas} its
 * records and their Javadoc, {@link Refusals} its rules of access. What the gateway passes on comes from the status-projector's code.
 */
final class ApiDescription {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

    private static final String ABOUT = """
            How scanner apps, leads and organisers talk to GateSync. Everything under `/api/offline` is under `/offline`, too.

            Errors are `application/problem+json` with `retry`: true means send the same again, after `Retry-After`; false means \
            stop. 401 with `login: true` means log in, and send the same again; nothing is lost. Members and statuses may be added: \
            pass over what you do not know. Bodies may be compressed with gzip.""";

    private static final String TOKEN =
            "The token that a login answers. An app that knows no header sends it as `session_token` of an upload or an online scan.";

    private static final Map<String, String> PATH_PARAMETERS =
            Map.of("eventId", "The event.", "deviceId", "The device.", "syncSessionId", "As the upload was answered.");

    private final RecordSchemas schemas;

    private ApiDescription(Path root) {
        this.schemas = new RecordSchemas(new Javadocs(
                List.of(root.resolve("ingest-gateway/src/main/java"), root.resolve("status-projector/src/main/java"))));
    }

    /**
     * Makes it.
     *
     * @param root of the project, where the sources are
     * @return JSON, as it stands in docs/openapi.json
     */
    static String make(Path root) {
        return new ApiDescription(root).make();
    }

    private String make() {
        ObjectNode described = read(GatewayApplication.class);
        ObjectNode projector = read(ProjectorApplication.class);
        ObjectNode paths = (ObjectNode) described.get("paths");
        List<String> aliases = paths.propertyNames().stream()
                .filter(path -> path.startsWith("/offline/"))
                .toList();
        for (String alias : aliases) {
            if (!paths.has("/api" + alias)) {
                throw new IllegalStateException(alias + " is not under /api, too.");
            }
            paths.remove(alias);
        }
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (String method : METHODS) {
                if (path.getValue().get(method) instanceof ObjectNode operation) {
                    complete(
                            operation,
                            method,
                            path.getKey(),
                            projector.path("paths").path(path.getKey()).path(method));
                }
            }
        }
        schemas.name(ProblemAnswer.class);
        requireDistinctNames(paths);
        described.put("openapi", "3.1.0");
        described
                .putObject("info")
                .put("title", "GateSync")
                .put("version", "1")
                .put("description", ABOUT)
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("identifier", "Apache-2.0");
        described
                .putArray("servers")
                .addObject()
                .put("url", "/")
                .put("description", "The gateway that this comes from.");
        ObjectNode components = described.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT")
                .put("description", TOKEN);
        ObjectNode all = components.putObject("schemas");
        schemas.all().forEach(all::set);
        components.set("responses", Refusals.common());
        described.remove("tags");
        return print(sorted(described));
    }

    private static void complete(ObjectNode operation, String method, String path, JsonNode projector) {
        if (!operation.has("summary")) {
            throw new IllegalStateException(
                    "%s %s says nothing of itself: give it an @Operation.".formatted(method, path));
        }
        operation.put("operationId", operation.get("operationId").asString().replaceFirst("_\\d+$", ""));
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asString().equals("path")) {
                ((ObjectNode) parameter)
                        .put(
                                "description",
                                PATH_PARAMETERS.get(parameter.path("name").asString()));
            }
        }
        // What is passed on has the projector's shape.
        JsonNode content = projector.path("responses").path("200").path("content");
        if (operation.path("responses").get("200") instanceof ObjectNode ok
                && ok.at("/content/application~1json/schema/format")
                        .asString("")
                        .equals("byte")) {
            ok.set("content", content);
        }
        Refusals.complete(operation, method.toUpperCase(Locale.ROOT), path);
    }

    private static void requireDistinctNames(ObjectNode paths) {
        Set<String> names = new HashSet<>();
        for (JsonNode operation : paths.findParents("operationId")) {
            String name = operation.get("operationId").asString();
            if (!names.add(name)) {
                throw new IllegalStateException("Two operations are called " + name);
            }
        }
    }

    /** What springdoc finds in the controllers of a service. None is called: of each there is an object without anything in it. */
    private ObjectNode read(Class<?> application) {
        try (AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext()) {
            TestPropertyValues.of(
                            "springdoc.default-produces-media-type=application/json",
                            "springdoc.remove-broken-reference-definitions=false",
                            "springdoc.api-docs.version=openapi_3_1")
                    .applyTo(context);
            context.setServletContext(new MockServletContext());
            context.register(
                    WebMvcAutoConfiguration.class,
                    SpringDocConfiguration.class,
                    SpringDocConfigProperties.class,
                    SpringDocWebMvcConfiguration.class);
            context.addBeanFactoryPostProcessor(beans -> {
                for (Class<?> controller : controllers(application.getPackageName())) {
                    RootBeanDefinition bean = new RootBeanDefinition(controller);
                    bean.setInstanceSupplier(() -> new ObjenesisStd().newInstance(controller));
                    ((BeanDefinitionRegistry) beans).registerBeanDefinition(controller.getName(), bean);
                }
                beans.registerSingleton("recordSchemas", (ModelConverter) this::resolve);
            });
            context.refresh();
            byte[] json = MockMvcBuilders.webAppContextSetup(context)
                    .build()
                    .perform(MockMvcRequestBuilders.get("/v3/api-docs"))
                    .andReturn()
                    .getResponse()
                    .getContentAsByteArray();
            return (ObjectNode) JSON.readTree(json);
        } catch (Exception e) {
            throw new IllegalStateException("springdoc cannot read " + application, e);
        } finally {
            ModelConverters.reset();
        }
    }

    private Schema<?> resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Type asked = type.getType() instanceof JavaType known ? known.getRawClass() : type.getType();
        if (asked instanceof Class<?> given && RecordSchemas.isDescribed(given)) {
            return new Schema<>().$ref("#/components/schemas/" + schemas.name(given));
        }
        return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    }

    private static List<Class<?>> controllers(String ofPackage) {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false) {
            @Override
            protected boolean isCandidateComponent(AnnotatedBeanDefinition bean) {
                return bean.getMetadata().isIndependent();
            }
        };
        scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        return scanner.findCandidateComponents(ofPackage).stream()
                .<Class<?>>map(bean -> ClassUtils.resolveClassName(bean.getBeanClassName(), null))
                .toList();
    }

    /** By name, so that what moves in the code does not move here; examples stay as they were written. */
    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode sorted = JSON.createObjectNode();
            object.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(member -> sorted.set(
                            member.getKey(),
                            member.getKey().equals("examples") ? member.getValue() : sorted(member.getValue())));
            return sorted;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode sorted = JSON.createArrayNode();
            array.forEach(element -> sorted.add(sorted(element)));
            return sorted;
        }
        return node;
    }

    private static String print(JsonNode json) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return JSON.writer()
                        .with(new DefaultPrettyPrinter()
                                .withObjectIndenter(indenter)
                                .withArrayIndenter(indenter))
                        .writeValueAsString(json)
                + "\n";
    }
}
