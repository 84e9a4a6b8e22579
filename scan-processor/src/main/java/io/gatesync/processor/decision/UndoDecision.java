package io.gatesync.processor.decision;

import java.util.Optional;

/**
 * What the wish to take a scan back leads to.
 *
 * @param state the ticket's state after it
 * @param answer whether the scan is taken back
 * @param verdict the verdict that the scan has, and keeps; empty if it has none, or none is remembered
 */
public record UndoDecision(TicketState state, UndoAnswer answer, Optional<Remembered> verdict) {}
