package io.gatesync.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatesync.servers.Distribution;
import io.gatesync.servers.KafkaServer;
import io.gatesync.servers.PostgresServer;
import io.gatesync.servers.Versions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

/** Compares docker-compose.yml and the Dockerfile with the code and the configuration that they repeat. */
class DockerComposeTest {

    private static final Path ROOT = Distribution.ofSystemProperty().root();

    /** What a container needs besides the settings of every Kafka of ours: where it listens and keeps its data. */
    private static final Set<String> KAFKA_ADDRESSES_AND_FOLDERS = Set.of(
            "KAFKA_NODE_ID",
            "KAFKA_PROCESS_ROLES",
            "KAFKA_CONTROLLER_QUORUM_VOTERS",
            "KAFKA_CONTROLLER_LISTENER_NAMES",
            "KAFKA_LISTENERS",
            "KAFKA_ADVERTISED_LISTENERS",
            "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
            "KAFKA_LOG_DIRS");

    /** Spring Boot's own: names files with more settings. */
    private static final String CONFIG_IMPORT = "SPRING_CONFIG_IMPORT";

    private Map<String, Map<String, Object>> containers;

    @BeforeEach
    void read_docker_compose_yml() throws IOException {
        containers = map(yaml(ROOT.resolve("docker-compose.yml")).get("services"));
    }

    private static Map<String, Object> yaml(Path file) throws IOException {
        try (var reader = Files.newBufferedReader(file)) {
            return new Yaml().load(reader);
        }
    }

    @SuppressWarnings("unchecked") // The types follow from the file; a wrong one fails the test.
    private static <T> Map<String, T> map(Object value) {
        return (Map<String, T>) value;
    }

    private Map<String, Object> container(String name) {
        return containers.get(name);
    }

    private Map<String, Object> environment(String container) {
        return map(container(container).get("environment"));
    }

    @Test
    void the_images_of_the_servers_are_of_the_versions_that_the_build_declares() {
        assertThat(container("kafka")).containsEntry("image", "apache/kafka:" + Versions.KAFKA);
        assertThat(container("registry")).containsEntry("image", "apicurio/apicurio-registry:" + Versions.REGISTRY);
        String majorVersion = Versions.POSTGRES.split("\\.", -1)[0];
        assertThat(container("postgres")).containsEntry("image", "postgres:" + majorVersion);
    }

    @Test
    void kafka_has_the_settings_of_every_kafka_of_ours_and_no_others() {
        Map<String, String> expected = KafkaServer.TUNING.entrySet().stream()
                .collect(Collectors.toMap(
                        setting -> "KAFKA_" + setting.getKey().replace('.', '_').toUpperCase(Locale.ROOT),
                        Map.Entry::getValue));

        Map<String, String> actual = new TreeMap<>();
        environment("kafka").forEach((name, value) -> actual.put(name, value.toString()));
        assertThat(actual).containsKeys(KAFKA_ADDRESSES_AND_FOLDERS.toArray(String[]::new));
        actual.keySet().removeAll(KAFKA_ADDRESSES_AND_FOLDERS);
        assertThat(actual).isEqualTo(new TreeMap<>(expected));
    }

    @Test
    void postgres_has_the_settings_of_a_local_postgres_and_no_others() {
        List<String> command = words(container("postgres").get("command"));

        assertThat(command).startsWith("postgres");
        assertThat(command.stream().filter(word -> word.contains("=")))
                .containsExactlyInAnyOrderElementsOf(PostgresServer.TUNING.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toList());
        assertThat(environment("postgres"))
                .containsEntry("POSTGRES_DB", PostgresServer.DATABASE)
                .containsEntry("POSTGRES_USER", PostgresServer.USER);
    }

    private static List<String> words(Object list) {
        return ((List<?>) list).stream().map(Object::toString).toList();
    }

    @ParameterizedTest
    @EnumSource
    void a_service_is_built_from_its_module_and_asked_at_the_port_that_it_listens_on(Service service)
            throws IOException {
        String port = setting(service.module(), "server.port");

        assertThat(map(container(service.module()).get("build")))
                .extractingByKey("args")
                .isEqualTo(Map.of("SERVICE", service.module()));
        assertThat(words(map(container(service.module()).get("healthcheck")).get("test")))
                .anyMatch(word -> word.contains("/dev/tcp/127.0.0.1/" + port + " "));
    }

    @Test
    void what_decides_waits_only_for_the_set_up_step() {
        assertThat(container(Service.GATEWAY.module()).get("depends_on"))
                .isEqualTo(Map.of("set-up", Map.of("condition", "service_completed_successfully")));
        assertThat(container(Service.PROCESSOR.module()).get("depends_on"))
                .isEqualTo(Map.of("set-up", Map.of("condition", "service_completed_successfully")));
    }

    @Test
    void the_gateway_is_published_on_loopback_only_and_finds_the_projector() throws IOException {
        String port = setting(Service.GATEWAY.module(), "server.port");
        assertThat(words(container(Service.GATEWAY.module()).get("ports")))
                .containsExactly("127.0.0.1:" + port + ":" + port);
        assertThat(containers.values().stream().filter(container -> container.containsKey("ports")))
                .hasSize(1);

        URI projector = URI.create(environment(Service.GATEWAY.module())
                .get("GATESYNC_GATEWAY_PROJECTOR_URL")
                .toString());
        assertThat(projector.getHost()).isEqualTo(Service.PROJECTOR.module());
        assertThat(projector.getPort()).hasToString(setting(Service.PROJECTOR.module(), "server.port"));
    }

    @ParameterizedTest
    @EnumSource
    void every_variable_of_a_service_is_one_of_its_settings(Service service) throws IOException {
        Set<String> settings = settings(service.module()).keySet().stream()
                .map(DockerComposeTest::letters)
                .collect(Collectors.toSet());

        assertThat(environment(service.module()).keySet())
                .filteredOn(variable -> !variable.equals(CONFIG_IMPORT))
                .allSatisfy(variable -> assertThat(settings).contains(letters(variable)));
    }

    @Test
    void no_secret_stands_in_it() {
        assertThat(containers.keySet())
                .allSatisfy(container -> assertThat(environment(container).keySet())
                        .filteredOn(variable -> variable.matches(".*(PASSWORD|PASSCODE|SECRET|TOKEN|KEYS).*"))
                        .allSatisfy(variable -> assertThat(variable).endsWith("_FILE")));
    }

    @Test
    void who_is_called_over_http_imports_the_secrets_that_only_the_set_up_step_writes() {
        String folder = environment("set-up").get("GATESYNC_ACCESS_DIR").toString();
        String password =
                environment("set-up").get("GATESYNC_DATABASE_PASSWORD_FILE").toString();
        String passwordFolder = password.replaceFirst("/[^/]+$", "");

        assertThat(words(container("set-up").get("volumes")))
                .containsExactly("access:" + folder, "database-password:" + passwordFolder);
        assertThat(environment(Service.GATEWAY.module()))
                .containsEntry(CONFIG_IMPORT, "file:" + folder + "/services.properties");
        assertThat(words(container(Service.GATEWAY.module()).get("volumes")))
                .containsExactly("access:" + folder + ":ro");
        assertThat(environment(Service.PROJECTOR.module()))
                .containsEntry(
                        CONFIG_IMPORT, "file:" + folder + "/services.properties,configtree:" + passwordFolder + "/");
        assertThat(words(container(Service.PROJECTOR.module()).get("volumes")))
                .containsExactly("access:" + folder + ":ro", "database-password:" + passwordFolder + ":ro");
        assertThat(password).as("its name is the setting").endsWith("/spring.datasource.password");
        assertThat(environment("postgres")).containsEntry("POSTGRES_PASSWORD_FILE", password);
        assertThat(words(container("postgres").get("volumes"))).contains("database-password:" + passwordFolder + ":ro");
    }

    @Test
    void every_variable_of_the_set_up_step_is_in_its_readme() throws IOException {
        String readme = Files.readString(ROOT.resolve("set-up/README.md"));
        assertThat(environment("set-up").keySet())
                .allSatisfy(variable -> assertThat(readme).contains("| `" + variable + "` |"));
    }

    /** Spring Boot takes GATESYNC_PROCESSOR_STATE_DIR for gatesync.processor.state-dir. */
    private static String letters(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }

    private static String setting(String module, String name) throws IOException {
        return settings(module).get(name);
    }

    /** The settings that a service documents, its own and those that all services share, with their defaults. */
    private static Map<String, String> settings(String module) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        for (Path shared : List.of(
                ROOT.resolve("messaging/src/main/resources/gatesync-kafka.properties"),
                ROOT.resolve("service-support/src/main/resources/gatesync-defaults.properties"))) {
            Properties properties = new Properties();
            try (var reader = Files.newBufferedReader(shared)) {
                properties.load(reader);
            }
            properties.forEach((name, value) -> settings.put(name.toString(), value.toString()));
        }
        flatten("", yaml(ROOT.resolve(module).resolve("src/main/resources/application.yml")), settings);
        return settings;
    }

    private static void flatten(String prefix, Map<String, Object> nested, Map<String, String> settings) {
        nested.forEach((key, value) -> {
            if (value instanceof Map) {
                flatten(prefix + key + ".", map(value), settings);
            } else {
                settings.put(prefix + key, String.valueOf(value));
            }
        });
    }

    @Test
    void containers_run_on_a_jdk_that_the_build_supports_with_the_options_of_local_services() throws IOException {
        String dockerfile = Files.readString(ROOT.resolve("Dockerfile"));
        String pom = Files.readString(ROOT.resolve("pom.xml"));

        Set<String> images = new HashSet<>(Pattern.compile("FROM ([^ \n]+:[^ \n]+)")
                .matcher(dockerfile)
                .results()
                .map(image -> image.group(1))
                .toList());
        assertThat(images).singleElement().satisfies(image -> {
            Matcher jre = Pattern.compile("eclipse-temurin:(\\d+)-jre").matcher(image);
            assertThat(jre.matches()).isTrue();
            assertThat(Integer.parseInt(jre.group(1)))
                    .isGreaterThanOrEqualTo(Integer.parseInt(first(pom, "<java.version>(\\d+)<")));
        });
        assertThat(first(dockerfile, "ENV JDK_JAVA_OPTIONS=(.*)"))
                .isEqualTo("-Xmx" + StackSettings.DEFAULT_SERVICE_HEAP);
        assertThat(first(dockerfile, "ENTRYPOINT \\[(.*)]"))
                .contains(
                        "\"-XX:+ExitOnOutOfMemoryError\"",
                        "\"--enable-native-access=ALL-UNNAMED\"",
                        "\"--sun-misc-unsafe-memory-access=allow\"");
    }

    private static String first(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    @Test
    void the_dockerfile_is_given_the_jars_that_it_copies() throws IOException {
        List<String> ignored = Files.readAllLines(ROOT.resolve(".dockerignore"));
        assertThat(Stream.of("*", "!*/target/*-exec.jar")).allMatch(ignored::contains);
        assertThat(Files.readString(ROOT.resolve("Dockerfile")))
                .contains("COPY ${SERVICE}/target/${SERVICE}-*-exec.jar service.jar");
    }
}
