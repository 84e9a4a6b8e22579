package io.gatesync.bench;

import io.gatesync.bench.ScanPlan.Request;
import io.gatesync.client.SyncStatus;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the verdicts out of an answer, by looking for the few fields that tell them: an object for each scan would cost the bench more
 * than the exchange, and the service would lack it where both share a machine.
 */
final class AnswerReader {

    private static final byte[] CODE = field("qrcode");
    private static final byte[] VERDICT = field("sync_status");
    private static final byte[] FIRST_DEVICE = field("scanned_by");
    private static final byte[] UPLOAD = "\"sync_session_id\":".getBytes(StandardCharsets.US_ASCII);

    private final byte[] devicePrefix;

    /** @param devicePrefix what the ids of all devices begin with; the device's number follows */
    AnswerReader(String devicePrefix) {
        this.devicePrefix = devicePrefix.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] field(String name) {
        return ('"' + name + "\":\"").getBytes(StandardCharsets.US_ASCII);
    }

    /** Is told the verdict on each scan, in the order of the upload. */
    interface Told {

        /**
         * A scan has this verdict.
         *
         * @param scan its number in the plan
         * @param firstDevice the number of the device that was first, where the answer names one; otherwise -1
         */
        void verdict(int scan, SyncStatus verdict, int firstDevice);
    }

    /**
     * Reads an answer.
     *
     * @return why it is no answer to the request; null if it is one
     */
    @Nullable
    String read(Request request, byte[] answer, int from, int to, Told told) {
        byte[] sent = request.body().json();
        int sentAt = 0;
        int at = find(CODE, answer, from, to);
        for (int scan = 0; scan < request.scans(); scan++) {
            if (at < 0) {
                return "was answered with %d results instead of %d".formatted(scan, request.scans());
            }
            sentAt = find(CODE, sent, sentAt, sent.length);
            if (!sameText(sent, sentAt, answer, at, to)) {
                return "was answered with another code than that of scan %d".formatted(scan + 1);
            }
            int next = find(CODE, answer, at, to);
            int end = next < 0 ? to : next;
            int verdictAt = find(VERDICT, answer, at, end);
            SyncStatus verdict = verdictAt < 0 ? null : verdict(answer, verdictAt);
            if (verdict == null) {
                return "was answered with no verdict on scan %d".formatted(scan + 1);
            }
            int first = verdict == SyncStatus.CONFLICT ? deviceNumber(answer, verdictAt, end) : -1;
            told.verdict(request.firstScan() + scan, verdict, first);
            at = next;
        }
        return at < 0 ? null : "was answered with more than %d results".formatted(request.scans());
    }

    /** The number of the upload that an answer names; -1 if it names none. */
    static long uploadId(byte[] answer, int from, int to) {
        int at = find(UPLOAD, answer, from, to);
        if (at < 0) {
            return -1;
        }
        long id = 0;
        for (; at < to && answer[at] >= '0' && answer[at] <= '9'; at++) {
            id = 10 * id + answer[at] - '0';
        }
        return id;
    }

    private static @Nullable SyncStatus verdict(byte[] answer, int at) {
        return switch (answer[at]) {
            case 's' -> SyncStatus.SYNCED;
            case 'd' -> SyncStatus.DUPLICATE;
            case 'c' -> SyncStatus.CONFLICT;
            case 'f' -> SyncStatus.FAILED;
            case 'p' -> SyncStatus.PENDING;
            default -> null;
        };
    }

    private int deviceNumber(byte[] answer, int from, int to) {
        int at = find(FIRST_DEVICE, answer, from, to);
        if (at < 0 || at + devicePrefix.length > to) {
            return -1;
        }
        for (byte expected : devicePrefix) {
            if (answer[at++] != expected) {
                return -1;
            }
        }
        int number = 0;
        for (; answer[at] >= '0' && answer[at] <= '9'; at++) {
            number = 10 * number + answer[at] - '0';
        }
        return number;
    }

    private static boolean sameText(byte[] sent, int sentAt, byte[] answer, int answerAt, int to) {
        for (int i = 0; ; i++) {
            if (answerAt + i >= to || sent[sentAt + i] != answer[answerAt + i]) {
                return false;
            }
            if (sent[sentAt + i] == '"') {
                return true;
            }
        }
    }

    /** Where the text after these bytes begins; -1 if they are not there. */
    private static int find(byte[] wanted, byte[] in, int from, int to) {
        byte last = wanted[wanted.length - 1];
        int end = wanted.length - 1;
        search:
        for (int at = from + end; at < to; at++) {
            // Its end is rarer than its beginning, which every field has.
            if (in[at] != last
                    || in[at - 1] != wanted[end - 1]
                    || in[at - 2] != wanted[end - 2]
                    || in[at - 3] != wanted[end - 3]) {
                continue;
            }
            for (int i = 0; i < end - 3; i++) {
                if (in[at - end + i] != wanted[i]) {
                    continue search;
                }
            }
            return at + 1;
        }
        return -1;
    }
}
