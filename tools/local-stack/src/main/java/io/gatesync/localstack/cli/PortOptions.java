package io.gatesync.localstack.cli;

import io.gatesync.localstack.StackPort;
import io.gatesync.localstack.StackPorts;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The option that chooses ports; each port can also be chosen in the environment. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class PortOptions {

    private static final int MAX_PORT = 65_535;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--port",
            paramLabel = "PART=NUMBER",
            description = {
                "another port for a part; may be given several times. Default:",
                "gateway=8080 gateway-https=8443 projector=8082 processor=8083 registry=8081 kafka=9092",
                "kafka-controller=9093 postgres=54320,",
                "or $$GATESYNC_PORT_GATEWAY and so on"
            })
    private Map<StackPort, Integer> given = new EnumMap<>(StackPort.class);

    /** The variable that chooses a port where the option does not. */
    static String variable(StackPort port) {
        return "GATESYNC_PORT_" + port.name();
    }

    StackPorts chosen() {
        return new StackPorts(port -> checked(
                port,
                Optional.ofNullable(given.get(port))
                        .or(() -> inEnvironment(port))
                        .orElse(port.usual())));
    }

    private Optional<Integer> inEnvironment(StackPort port) {
        String variable = variable(port);
        try {
            return Optional.ofNullable(System.getenv(variable)).map(Integer::valueOf);
        } catch (NumberFormatException e) {
            throw refusal("%s=%s is not a number".formatted(variable, System.getenv(variable)));
        }
    }

    private int checked(StackPort port, int number) {
        if (number < 1 || number > MAX_PORT) {
            throw refusal("The port for %s has to be from 1 to %d, not %d".formatted(port, MAX_PORT, number));
        }
        return number;
    }

    private ParameterException refusal(String why) {
        return new ParameterException(command.commandLine(), why);
    }
}
