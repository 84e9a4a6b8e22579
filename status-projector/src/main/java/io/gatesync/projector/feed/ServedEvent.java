package io.gatesync.projector.feed;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tickets of one event in the form that is sent: each list is made once, and each answer to a cursor once for all that have the
 * same one.
 */
public final class ServedEvent {
    /** How devices decide with it; another number is another rule. */
    private static final String RULE = "first-scan-wins/1";

    /** From how many changes on a new list is less to send than an old one with the changes after it. */
    private static final long CHANGES_FOR_NEW_LIST = 50_000;

    private static final Duration AGE_FOR_NEW_LIST = Duration.ofMinutes(10);
    /** Few cursors are sent at a time, since all who wait are shown the same changes. */
    private static final int MOST_KEPT_ANSWERS = 100;

    private final EventFeed feed;
    private final Cursors cursors;
    private final InstantSource clock;
    private final Map<String, byte[]> answers = new ConcurrentHashMap<>();

    private @Nullable Made current;
    private @Nullable Made before;

    private record Made(TicketList list, long changesEver, long generation) {}

    ServedEvent(EventFeed feed, Cursors cursors, InstantSource clock) {
        this.feed = feed;
        this.cursors = cursors;
        this.clock = clock;
    }

    EventFeed feed() {
        return feed;
    }

    /** What devices have to know of an event before its tickets. */
    record About(String name, @Nullable String codePattern, boolean codeCaseMatters) {}

    /** The list to begin with: the last one, unless it is too old. */
    synchronized TicketList list(About about) {
        if (current == null || isOutdated(current)) {
            before = current;
            current = make(about);
        }
        return current.list();
    }

    private boolean isOutdated(Made made) {
        long changes = feed.changesEver() - made.changesEver();
        Duration age = Duration.ofNanos(System.nanoTime() - made.list().madeAtNanos());
        return made.generation() != feed.generation()
                || changes >= CHANGES_FOR_NEW_LIST
                || (changes > 0 && age.compareTo(AGE_FOR_NEW_LIST) > 0);
    }

    /** The list of this name, if it still is there. */
    synchronized Optional<TicketList> list(String name) {
        return Stream.of(Optional.ofNullable(current), Optional.ofNullable(before))
                .flatMap(Optional::stream)
                .map(Made::list)
                .filter(list -> list.name().equals(name))
                .findFirst();
    }

    private Made make(About about) {
        EventFeed.Whole whole = feed.whole();
        String cursor = cursors.write(whole.reached());
        String name = cursors.name(whole.reached());
        List<List<FeedTicket>> parts = IntStream.range(0, TicketHash.PARTS)
                .<List<FeedTicket>>mapToObj(part -> new ArrayList<>())
                .toList();
        whole.tickets().forEach(ticket -> parts.get(ticket.hash().part()).add(ticket));
        List<byte[]> zipped = new ArrayList<>();
        for (int part = 0; part < TicketHash.PARTS; part++) {
            try (TicketLines lines = new TicketLines()) {
                if (part == 0) {
                    lines.header(header(about, name, whole));
                }
                parts.get(part).forEach(lines::ticket);
                if (part == TicketHash.PARTS - 1) {
                    lines.trailer(cursor, false);
                }
                zipped.add(lines.bytes());
            }
        }
        TicketList list = new TicketList(name, List.copyOf(zipped), System.nanoTime());
        return new Made(list, whole.changesEver(), whole.reached().generation());
    }

    private TicketLines.Header header(About about, String name, EventFeed.Whole whole) {
        return new TicketLines.Header(
                feed.eventId(),
                about.name(),
                name,
                whole.tickets().size(),
                RULE,
                about.codePattern(),
                about.codeCaseMatters(),
                feed.codes().keyText(),
                clock.millis());
    }

    /**
     * What has changed since a cursor: made once for all who have the same one.
     *
     * @param text the cursor as it was sent
     * @return lines, compressed with gzip
     */
    byte[] changes(String text, Cursors.Cursor known) {
        if (answers.size() > MOST_KEPT_ANSWERS) {
            answers.clear();
        }
        return answers.computeIfAbsent(text + " " + cursors.write(feed.shown()), unseen -> make(known));
    }

    private byte[] make(Cursors.Cursor known) {
        try (TicketLines lines = new TicketLines()) {
            if (feed.since(known) instanceof EventFeed.Changes(List<FeedTicket> tickets, Cursors.Cursor reached)) {
                tickets.forEach(lines::ticket);
                lines.trailer(cursors.write(reached), false);
            } else {
                lines.trailer(cursors.write(known), false); // It is told why when it asks again.
            }
            return lines.bytes();
        }
    }

    /** All parts, one after the other. */
    static byte[] whole(TicketList list) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        list.parts().forEach(all::writeBytes);
        return all.toByteArray();
    }
}
