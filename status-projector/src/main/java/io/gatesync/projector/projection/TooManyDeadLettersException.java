package io.gatesync.projector.projection;

import io.gatesync.messaging.DeadLetterRun;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * So many records in a row are broken that the fault is not theirs. Nothing of the batch was written or sent to the dead letters;
 * of earlier batches up to the limit were.
 */
final class TooManyDeadLettersException extends RuntimeException {
    TooManyDeadLettersException(DeadLetterRun run, ConsumerRecord<byte[], byte[]> next, String reason) {
        super(
                "%d records in a row, and now %s-%d@%d: %s. None of them is skipped from here on. Check that the schema registry is the one that these records were written with, and not restored from elsewhere; then restart the projector"
                        .formatted(run.length(), next.topic(), next.partition(), next.offset(), reason));
    }
}
