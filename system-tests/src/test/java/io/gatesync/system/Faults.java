package io.gatesync.system;

import io.gatesync.localstack.Part;
import io.gatesync.servers.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kinds of fault that a run makes, each of them once for a random part. */
enum Faults {
    ONE_OF_TWO_KILLED {
        @Override
        String make(RunningStack stack, Random random) {
            Part service = service(random);
            ServerProcess victim = one(stack, service, random);
            victim.kill();
            pause(Duration.ofMillis(random.nextInt(8_000)));
            victim.start();
            return service.toString();
        }
    },
    BOTH_KILLED {
        @Override
        String make(RunningStack stack, Random random) {
            Part service = service(random);
            stack.second(service).kill();
            stack.parts().kill(service);
            stack.parts().start(service);
            stack.second(service).start();
            return service.toString();
        }
    },
    /** For longer than its session, and its transaction: it wakes up as a zombie. */
    ONE_OF_TWO_FROZEN {
        @Override
        String make(RunningStack stack, Random random) {
            Part service = service(random);
            ServerProcess victim = one(stack, service, random);
            victim.freeze();
            pause(Duration.ofMillis(8_000 + random.nextInt(6_000)));
            victim.thaw();
            return service.toString();
        }
    },
    KAFKA_KILLED {
        @Override
        String make(RunningStack stack, Random random) {
            stack.parts().kill(Part.KAFKA);
            stack.parts().start(Part.KAFKA);
            return "kafka";
        }
    },
    /** Longer than a transaction may last. */
    KAFKA_AWAY_FOR_15_S {
        @Override
        String make(RunningStack stack, Random random) {
            stack.parts().kill(Part.KAFKA);
            pause(Duration.ofSeconds(15));
            stack.parts().start(Part.KAFKA);
            return "kafka";
        }
    },
    POSTGRES_AWAY {
        @Override
        String make(RunningStack stack, Random random) {
            stack.parts().kill(Part.POSTGRES);
            pause(Duration.ofMillis(random.nextInt(8_000)));
            stack.parts().start(Part.POSTGRES);
            return "postgres";
        }
    },
    /** The registry is away while a service starts. */
    SERVICE_KILLED_WITHOUT_REGISTRY {
        @Override
        String make(RunningStack stack, Random random) {
            Part service = service(random);
            stack.parts().kill(Part.REGISTRY);
            stack.second(service).kill();
            Thread start = Thread.ofPlatform().start(() -> stack.second(service).start());
            pause(Duration.ofSeconds(5));
            stack.parts().start(Part.REGISTRY);
            try {
                start.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return service.toString();
        }
    };

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private static final List<Part> SERVICES = List.of(Part.GATEWAY, Part.PROCESSOR, Part.PROJECTOR);

    /**
     * Makes the fault, and mends it.
     *
     * @return what it was made to
     */
    abstract String make(RunningStack stack, Random random);

    static Part service(Random random) {
        return SERVICES.get(random.nextInt(SERVICES.size()));
    }

    static ServerProcess one(RunningStack stack, Part service, Random random) {
        return random.nextBoolean() ? stack.second(service) : stack.parts().part(service);
    }

    /** The fault lasts; what is waited for here is time itself. */
    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            LOG.debug("Interrupted", e);
            Thread.currentThread().interrupt();
        }
    }
}
