package io.gatesync.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gate that a schema passes before it is built: every version ever published is kept, and whoever has any of them
 * can go on reading and writing.
 */
class PublishedSchemasTest {
    private static final Path CURRENT = Path.of("src/main/avro");
    private static final Path PUBLISHED = Path.of("src/published");
    private static final SchemaValidator MUTUALLY_READABLE =
            new SchemaValidatorBuilder().mutualReadStrategy().validateAll();

    static List<String> recordNames() {
        try (Stream<Path> files = Files.list(CURRENT)) {
            return files.map(file -> file.getFileName().toString().replace(".avsc", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema parse(Path file) {
        try {
            return new SchemaParser().parse(file).mainSchema();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema current(String name) {
        return parse(CURRENT.resolve(name + ".avsc"));
    }

    /** Oldest first. */
    private static List<Schema> published(String name) {
        List<Schema> versions = new ArrayList<>();
        for (int version = 1; ; version++) {
            Path file = PUBLISHED.resolve(name).resolve("v" + version + ".avsc");
            if (!Files.exists(file)) {
                return versions;
            }
            versions.add(parse(file));
        }
    }

    @ParameterizedTest
    @MethodSource("recordNames")
    void is_published_as_it_stands(String name) {
        assertThat(published(name))
                .as("versions of %s; publish it: copy it to %s", name, PUBLISHED.resolve(name))
                .isNotEmpty();
        assertThat(current(name))
                .as("the newest published version of %s; publish the change as the next version", name)
                .isEqualTo(published(name).getLast());
    }

    @ParameterizedTest
    @MethodSource("recordNames")
    void reads_and_is_read_by_every_published_version(String name) throws SchemaValidationException {
        MUTUALLY_READABLE.validate(current(name), published(name).reversed());
    }

    @ParameterizedTest
    @MethodSource("recordNames")
    void only_appends_fields(String name) {
        assertThat(published(name))
                .allSatisfy(version ->
                        assertThat(reorderings(version, current(name))).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("recordNames")
    void says_what_each_field_means(String name) {
        assertThat(undocumented(current(name))).isEmpty();
    }

    @Test
    void a_field_without_a_default_is_refused() {
        Schema before = new SchemaParser()
                .parse(record("{\"name\":\"a\",\"type\":\"string\"}"))
                .mainSchema();
        Schema after = new SchemaParser()
                .parse(record("{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"string\"}"))
                .mainSchema();

        assertThatThrownBy(() -> MUTUALLY_READABLE.validate(after, List.of(before)))
                .isInstanceOf(SchemaValidationException.class);
    }

    /** Avro itself takes a reorder; but serializers that write by position then swap the two values. */
    @Test
    void a_reorder_is_refused() {
        String a = "{\"name\":\"a\",\"type\":\"string\"}";
        String b = "{\"name\":\"b\",\"type\":\"string\"}";
        Schema before = new SchemaParser().parse(record(a + "," + b)).mainSchema();
        Schema after = new SchemaParser().parse(record(b + "," + a)).mainSchema();

        assertThat(reorderings(before, after)).containsExactly("X: [a, b] is now [b, a]");
    }

    private static String record(String fields) {
        return "{\"type\":\"record\",\"name\":\"X\",\"fields\":[" + fields + "]}";
    }

    /** The records whose fields no longer start with those that they had. */
    private static List<String> reorderings(Schema before, Schema after) {
        List<String> found = new ArrayList<>();
        List<String> names = before.getFields().stream().map(Schema.Field::name).toList();
        List<String> now = after.getFields().stream().map(Schema.Field::name).toList();
        if (now.size() < names.size() || !now.subList(0, names.size()).equals(names)) {
            found.add("%s: %s is now %s".formatted(after.getName(), names, now));
        }
        for (Schema.Field field : before.getFields()) {
            Schema.Field same = after.getField(field.name());
            if (same != null) {
                for (Schema nested : records(field.schema())) {
                    records(same.schema()).stream()
                            .filter(candidate -> candidate.getFullName().equals(nested.getFullName()))
                            .forEach(candidate -> found.addAll(reorderings(nested, candidate)));
                }
            }
        }
        return found;
    }

    private static List<Schema> records(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> List.of(schema);
            case UNION ->
                schema.getTypes().stream()
                        .flatMap(branch -> records(branch).stream())
                        .toList();
            case ARRAY -> records(schema.getElementType());
            default -> List.of();
        };
    }

    private static List<String> undocumented(Schema schema) {
        List<String> found = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            if (field.doc() == null || field.doc().isBlank()) {
                found.add(schema.getName() + "." + field.name());
            }
            records(field.schema()).forEach(nested -> found.addAll(undocumented(nested)));
        }
        return found;
    }
}
