package io.gatesync.guarantees.topics;

import io.gatesync.guarantees.Finding;
import io.gatesync.guarantees.Guarantee;
import io.gatesync.guarantees.Violations;
import io.gatesync.messaging.RecordPosition;
import io.gatesync.messaging.Topic;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every record of the topics can be decoded: what cannot has no verdict, and no row. A test that writes such records says
 * how many.
 *
 * <p>Valid: two readable scans; with one expected, one scan that is not. Invalid: a scan that cannot be decoded; with two
 * expected, one.
 */
final class EveryRecordIsReadable implements Guarantee, TopicObserver {
    private record Place(Topic topic, RecordPosition position) {}

    private final int expected;
    private final Map<Place, String> unreadable = new LinkedHashMap<>();

    /** @param expected how many cannot be decoded, because the test wrote them so */
    EveryRecordIsReadable(int expected) {
        this.expected = expected;
    }

    @Override
    public void onUndecodable(Topic topic, RecordPosition position, String reason) {
        unreadable.put(new Place(topic, position), reason);
    }

    @Override
    public Finding finding() {
        Violations violations = new Violations();
        if (unreadable.size() != expected) {
            violations.add(() -> "%d records cannot be decoded, not %d".formatted(unreadable.size(), expected));
            unreadable.forEach((place, reason) -> violations.add(() -> place + ": " + reason));
        }
        return new Finding("every record can be decoded", violations.sentences());
    }
}
