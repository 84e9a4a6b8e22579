package io.gatesync.gateway.ticketlist;

import java.util.ArrayList;
import java.util.List;

/** The notices about a list: all are counted, and the first of them kept. */
public final class Notices {
    private final int maxListed;
    private final List<Notice> listed = new ArrayList<>();
    private long count;

    /** @param maxListed how many are kept */
    public Notices(int maxListed) {
        this.maxListed = maxListed;
    }

    /** Takes in a notice. */
    public void add(long line, String reason) {
        count++;
        if (listed.size() < maxListed) {
            listed.add(new Notice(line, reason));
        }
    }

    /** Counts notices of a kind of which enough are listed. */
    void addUnlisted(long notices) {
        count += notices;
    }

    /** How many there are. */
    public long count() {
        return count;
    }

    /** The first of them. */
    public List<Notice> listed() {
        return List.copyOf(listed);
    }
}
