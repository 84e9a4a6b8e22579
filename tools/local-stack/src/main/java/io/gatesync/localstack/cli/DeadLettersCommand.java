package io.gatesync.localstack.cli;

import io.gatesync.localstack.deadletters.DeadLetterTopic;
import io.gatesync.localstack.deadletters.Letter;
import io.gatesync.servers.ServerFailedException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "dead-letters",
        header = "Lists the records that a service could not process, and sends them again.",
        descriptionHeading = "%n",
        description = {
            "Each stands in the topic gatesync.dead-letters, unchanged, until somebody has corrected what kept the service"
                    + " from processing it. Then --resend puts it back into the topic that it came from.%n"
        },
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class DeadLettersCommand implements Runnable {
    private static final JsonMapper JSON = new JsonMapper();

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SOURCE",
            arity = "0..*",
            description = "only the records from these places, such as gatesync.scans-3@1207; default: all")
    private List<String> sources = List.of();

    @Option(
            names = "--resend",
            description = "puts them back into their topics, each only once, however often this is run")
    private boolean resend;

    @Option(names = "--json", description = "prints one JSON object per line, instead of text")
    private boolean json;

    @Mixin
    private DataFolder data;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:SPRING_KAFKA_BOOTSTRAP_SERVERS}",
            description = "Kafka; default: that of `up`, or $$SPRING_KAFKA_BOOTSTRAP_SERVERS")
    private @Nullable String kafka;

    @Override
    public void run() {
        String bootstrapServers = kafka == null ? data.folder().bootstrapServers() : kafka;
        DeadLetterTopic topic = new DeadLetterTopic(bootstrapServers);
        Predicate<String> wanted = sources.isEmpty() ? source -> true : Set.copyOf(sources)::contains;
        try {
            if (resend) {
                printResent(topic.resend(wanted));
            } else {
                print(topic.list(wanted));
            }
        } catch (KafkaException e) {
            throw new ServerFailedException(
                    ("Kafka at %s does not do it: %s. Check that it runs (`./gatesync up`), or say with --kafka where it is."
                                    + " Then run this again: no record is sent twice.")
                            .formatted(bootstrapServers, e.getMessage()),
                    e);
        }
    }

    private void print(List<Letter> letters) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            letters.forEach(letter -> out.println(JSON.writeValueAsString(fields(letter))));
            return;
        }
        letters.forEach(letter -> out.println("%s  %s  %s  key %s%n    %s%s"
                .formatted(
                        letter.when(),
                        letter.service(),
                        letter.source(),
                        letter.key(),
                        letter.reason(),
                        letter.resent() ? " (sent again)" : "")));
        long open = letters.stream().filter(letter -> !letter.resent()).count();
        out.println(
                letters.isEmpty()
                        ? "There are no dead letters."
                        : "%,d dead letters, of which %,d were not sent again.".formatted(letters.size(), open));
    }

    private static Map<String, Object> fields(Letter letter) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("when", letter.when().toString());
        fields.put("service", letter.service());
        fields.put("source", letter.source());
        fields.put("reason", letter.reason());
        fields.put("key", letter.key());
        fields.put("resent", letter.resent());
        return fields;
    }

    private void printResent(Set<String> resent) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            resent.forEach(source -> out.println(JSON.writeValueAsString(Map.of("source", source, "resent", true))));
            return;
        }
        resent.forEach(source -> out.println("  " + source));
        out.println(
                resent.isEmpty()
                        ? "There is nothing to send again."
                        : "%,d records were put back into their topics. If a service still cannot process one, it is a new dead letter."
                                .formatted(resent.size()));
    }
}
