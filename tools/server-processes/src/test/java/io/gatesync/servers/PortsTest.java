package io.gatesync.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void free_ports_are_different_and_nobody_listens_there() throws IOException {
        Set<Integer> ports = IntStream.range(0, 50).mapToObj(i -> Ports.free()).collect(Collectors.toSet());

        assertThat(ports).hasSize(50);
        for (int port : ports) {
            assertThat(Ports.isTaken(port)).isFalse();
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(Ports.isTaken(socket.getLocalPort())).isTrue();
            }
        }
    }
}
