package io.gatesync.system;

import io.gatesync.localstack.Part;
import io.gatesync.servers.ServerProcess;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The kinds of fault that a run makes, each of them to a random part. */
enum Faults {
    ONE_OF_TWO_KILLED((stack, random) -> toOneOfTwo(
            stack, random, ServerProcess::kill, Duration.ofMillis(random.nextInt(8_000)), ServerProcess::start)),
    BOTH_KILLED((stack, random) -> {
        Part service = service(random);
        List<ServerProcess> both = List.of(stack.second(service), stack.parts().part(service));
        AtOnce.each(both, ServerProcess::kill);
        AtOnce.each(both, ServerProcess::start);
        return service;
    }),
    /** For longer than its session, and its transaction: it wakes up as a zombie. */
    ONE_OF_TWO_FROZEN((stack, random) -> toOneOfTwo(
            stack,
            random,
            ServerProcess::freeze,
            Duration.ofMillis(8_000 + random.nextInt(6_000)),
            ServerProcess::thaw)),
    KAFKA_KILLED((stack, random) -> away(stack, Part.KAFKA, Duration.ZERO)),
    /** Longer than a transaction may last. */
    KAFKA_AWAY_FOR_15_S((stack, random) -> away(stack, Part.KAFKA, Duration.ofSeconds(15))),
    POSTGRES_AWAY((stack, random) -> away(stack, Part.POSTGRES, Duration.ofMillis(random.nextInt(8_000)))),
    /** The registry is away while a service starts, and comes back after it. */
    SERVICE_KILLED_WITHOUT_REGISTRY((stack, random) -> {
        Part service = service(random);
        stack.second(service).kill();
        stack.parts().kill(Part.REGISTRY);
        Runnable registry = () -> {
            pause(Duration.ofSeconds(5));
            stack.parts().start(Part.REGISTRY);
        };
        AtOnce.each(List.of(stack.second(service)::start, registry), Runnable::run);
        return service;
    });

    private static final List<Part> SERVICES =
            chosen("faults.services", Part.class, List.of(Part.GATEWAY, Part.PROCESSOR, Part.PROJECTOR));

    private final BiFunction<RunningStack, Random, Part> fault;

    Faults(BiFunction<RunningStack, Random, Part> fault) {
        this.fault = fault;
    }

    /**
     * Makes the fault, and mends it.
     *
     * @return what it was made to
     */
    Part make(RunningStack stack, Random random) {
        return fault.apply(stack, random);
    }

    /** What a system property names, separated by commas; all, if it is not set. */
    static <E extends Enum<E>> List<E> chosen(String property, Class<E> type, List<E> all) {
        String names = System.getProperty(property);
        return names == null
                ? all
                : Arrays.stream(names.split(","))
                        .map(name -> Enum.valueOf(type, name))
                        .toList();
    }

    private static Part service(Random random) {
        return SERVICES.get(random.nextInt(SERVICES.size()));
    }

    private static Part toOneOfTwo(
            RunningStack stack,
            Random random,
            Consumer<ServerProcess> begin,
            Duration lasting,
            Consumer<ServerProcess> end) {
        Part service = service(random);
        ServerProcess victim =
                random.nextBoolean() ? stack.second(service) : stack.parts().part(service);
        begin.accept(victim);
        pause(lasting);
        end.accept(victim);
        return service;
    }

    private static Part away(RunningStack stack, Part part, Duration lasting) {
        stack.parts().kill(part);
        pause(lasting);
        stack.parts().start(part);
        return part;
    }

    /** A fault lasts, and devices rest between uploads: what is waited for here is time itself. */
    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
