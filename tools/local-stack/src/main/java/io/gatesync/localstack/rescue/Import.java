package io.gatesync.localstack.rescue;

import io.gatesync.client.LoggedIn;
import io.gatesync.client.Reply;
import io.gatesync.client.Reply.Answered;
import io.gatesync.client.Reply.SendAgain;
import io.gatesync.client.RequestRefusedException;
import io.gatesync.client.RescueAnswer;
import io.gatesync.client.RescueAnswer.Result;
import io.gatesync.client.SyncStatus;
import java.time.Duration;
import java.util.List;

/**
 * Hands the scans of a file to the gateway.
 *
 * @param caller an organiser, or the lead of the event
 * @param acceptCutOff whether the caller answers for them where their device is cut off
 * @param pause before verdicts that were not there in time are asked for again
 */
public record Import(LoggedIn caller, boolean acceptCutOff, Duration pause) {
    /** With what the gateway itself waits, about two minutes. */
    private static final int ATTEMPTS = 10;

    /** Sends all slices; one that is refused holds up no other. */
    public ImportedScans send(String deviceId, List<List<ExportedScan>> slices) throws InterruptedException {
        ImportedScans imported = new ImportedScans();
        for (List<ExportedScan> slice : slices) {
            try {
                send(deviceId, slice, imported);
            } catch (RequestRefusedException e) {
                imported.notTaken(named(slice), String.valueOf(e.getMessage()));
            }
        }
        return imported;
    }

    private void send(String deviceId, List<ExportedScan> slice, ImportedScans imported) throws InterruptedException {
        String event = slice.getFirst().eventId();
        byte[] file = ExportedQueue.file(deviceId, slice);
        for (int attempt = 1; ; attempt++) {
            Reply<RescueAnswer> reply = caller.send(gateway -> gateway.rescue(event, file, acceptCutOff));
            switch (reply) {
                case Answered<RescueAnswer>(RescueAnswer(List<Result> results)) -> {
                    if (attempt == ATTEMPTS || results.stream().allMatch(Import::isDecided)) {
                        imported.taken(slice, results);
                        return;
                    }
                    Thread.sleep(pause);
                }
                case SendAgain<RescueAnswer> later -> {
                    if (attempt == ATTEMPTS) {
                        imported.notTaken(
                                named(slice), later.why() + " - Import the file again: no scan counts twice.");
                        return;
                    }
                    Thread.sleep(later.after());
                }
            }
        }
    }

    private static boolean isDecided(Result result) {
        return result.syncStatus() != SyncStatus.PENDING;
    }

    private static String named(List<ExportedScan> slice) {
        ExportedScan first = slice.getFirst();
        String lines = slice.size() == 1
                ? "line %,d".formatted(first.line())
                : "lines %,d to %,d".formatted(first.line(), slice.getLast().line());
        return "%s of %s (%s)".formatted(ImportedScans.scans(slice.size()), first.eventId(), lines);
    }
}
