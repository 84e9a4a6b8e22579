package io.gatesync.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** TCP ports of the loopback address. */
public final class Ports {

    /** The address that all servers listen on, and no other. */
    public static final String LOOPBACK = "127.0.0.1";

    /** Above the ports of well-known services, and below those of outgoing connections, which start at 32,768 on Linux. */
    private static final int FIRST = 12_000;

    private static final int CHOICE = 20_000;

    /** Random, so that programs that choose at the same time choose differently. */
    private static final AtomicInteger NEXT = new AtomicInteger(new Random().nextInt(CHOICE));

    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;

    private Ports() {}

    /**
     * A port that nobody listens on now, and that this method has not returned before. It is not one of those that the
     * system gives to outgoing connections: any client could take such a port before the server starts, or while it
     * restarts.
     */
    public static int free() {
        for (int tries = 0; tries < CHOICE; tries++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), CHOICE);
            if (!isTaken(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port on " + LOOPBACK);
    }

    static boolean isTaken(int port) {
        // Binding alone is not enough: macOS lets one bind 127.0.0.1 while another program listens on all addresses.
        return answers(port) || !canBind(port);
    }

    static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean canBind(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
