package io.gatesync.gateway.publish;

import io.gatesync.gateway.input.Upload;
import java.time.Instant;

/**
 * A batch whose sync session has been published.
 *
 * @param id of the sync session
 * @param at when the gateway took the batch in
 */
public record StartedSync(Upload.Batch batch, long id, Instant at) {}
