package io.gatesync.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The table in the README is what the code declares. */
class ReadmeTest {
    @Test
    void the_table_of_topics_is_the_declaration() throws IOException {
        String table = Stream.of(Topic.values()).map(ReadmeTest::row).collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("README.md"))).contains(table);
    }

    private static String row(Topic topic) {
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        topic.topicName(),
                        topic.key().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        topic.schema()
                                .map(Schema::getName)
                                .map(name -> "`" + name + "`")
                                .orElse("as it came"),
                        kept(topic));
    }

    private static String kept(Topic topic) {
        String millis = topic.retention().topicConfig().get("retention.ms");
        if (millis == null) {
            return "compacted";
        }
        return millis.equals("-1") ? "for ever" : Long.parseLong(millis) / 86_400_000 + " days";
    }
}
