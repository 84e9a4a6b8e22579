package io.gatesync.localstack.cli;

import io.gatesync.client.Gateway;
import io.gatesync.client.LoadedTickets;
import io.gatesync.client.LoggedIn;
import io.gatesync.client.Reply;
import io.gatesync.client.Reply.Answered;
import io.gatesync.client.Reply.SendAgain;
import io.gatesync.client.RequestRefusedException;
import io.gatesync.localstack.StackAccess;
import io.gatesync.localstack.StackFolder;
import io.gatesync.servers.ServerFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An event to try GateSync with, opened and loaded as an organiser would: through the API.
 *
 * @param gatewayUrl the API's base URL
 */
record DemoEvent(String gatewayUrl, StackAccess access) {

    static final String ID = StackAccess.DEMO_EVENT;
    static final int TICKETS = 10_000;

    private static final String LOADED = "demo-event-loaded";
    /** Among the secrets: with them goes the passcode that the event was opened with. */
    private static final String OPENED = "demo-event-opened";

    private static final String NOT_LOADED = "The demo event could not be loaded: ";
    private static final List<String> TYPES = List.of("Weekend", "Friday", "Saturday", "Sunday", "VIP", "Crew");

    /** The code on the n-th ticket, from 1. */
    static String qrcode(int n) {
        return "DEMO-%05d".formatted(n);
    }

    /** Loads the event, unless the folder's data have it already. What goes wrong with it stops nothing else. */
    void loadOnce(StackFolder folder, Terminal terminal) {
        Path opened = access.folder().resolve(OPENED);
        if (folder.isMarked(LOADED) && Files.exists(opened)) {
            return;
        }
        long begin = System.nanoTime();
        terminal.waitingFor("the demo event's %,d tickets".formatted(TICKETS));
        try {
            load();
            Files.writeString(opened, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServerFailedException e) {
            terminal.waitingFor("");
            terminal.line("! %s The next `./gatesync up` tries again.".formatted(e.getMessage()));
            return;
        }
        folder.mark(LOADED);
        terminal.waitingFor("");
        terminal.line(StackProgress.done(
                "demo event", "%,d tickets loaded".formatted(TICKETS), Duration.ofNanos(System.nanoTime() - begin)));
    }

    /** Opens and loads it, whatever was done before. */
    void load() {
        Gateway gateway = new Gateway(URI.create(gatewayUrl));
        LoggedIn organiser = LoggedIn.account(
                gateway,
                StackAccess.ORGANISER,
                access.passcode(StackAccess.ORGANISER).read());
        List<byte[]> csv = List.of(csv().getBytes(StandardCharsets.UTF_8));
        try {
            answer(organiser.send(asOrganiser -> asOrganiser.openEvent(ID, "Demo Festival", access.demoPasscode())));
            LoadedTickets loaded = answer(organiser.send(asOrganiser -> asOrganiser.loadTickets(ID, csv)));
            if (loaded.refused() > 0) {
                throw notLoaded("the gateway refused %,d of its tickets".formatted(loaded.refused()));
            }
        } catch (RequestRefusedException e) {
            throw new ServerFailedException(NOT_LOADED + e.getMessage(), e);
        }
    }

    private static <T> T answer(Reply<T> reply) {
        return switch (reply) {
            case Answered<T>(T body) -> body;
            case SendAgain<T> later -> throw notLoaded(later.why());
        };
    }

    private static ServerFailedException notLoaded(String why) {
        return new ServerFailedException(NOT_LOADED + why);
    }

    private static String csv() {
        return IntStream.rangeClosed(1, TICKETS)
                .mapToObj(DemoEvent::row)
                .collect(Collectors.joining("\n", "qrcode,type,admittence,number\n", "\n"));
    }

    private static String row(int n) {
        String type = TYPES.get(n % TYPES.size());
        return "%s,%s,%s,%d".formatted(qrcode(n), type, type.equals("Crew") ? "staff entrance" : "main entrance", n);
    }
}
