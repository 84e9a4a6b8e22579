package io.gatesync.gateway.comparison;

/**
 * What a list says about an event's tickets. Each distinct ticket of the list is one of: added, changed, restored, revoked,
 * unchanged. Without a comparison only {@code tickets} and the repeated ones are known, and the others are 0.
 *
 * @param tickets distinct ones in the list
 * @param added that the event did not have
 * @param changed in what is printed on them
 * @param restored that were revoked, and are valid by the list
 * @param revoked that were valid, and are revoked by the list
 * @param unchanged that the event has as the list says
 * @param stayRevoked those of the list that were revoked and stay so, because it does not say that they are valid
 * @param missing valid tickets of the event that the list does not have
 * @param validBefore valid tickets of the event
 * @param repeated tickets that stand on more than one row
 * @param repeatedDiffering those of them of which the rows say different things; the last one counts
 */
public record Counts(
        long tickets,
        long added,
        long changed,
        long restored,
        long revoked,
        long unchanged,
        long stayRevoked,
        long missing,
        long validBefore,
        long repeated,
        long repeatedDiffering) {}
