package io.gatesync.gateway.ticketlist;

/** What a list is said to be. A workbook is recognised whatever it is said to be. */
public enum ListFormat {
    /** Text with separated fields. */
    TABLE,
    /** One JSON object per line. */
    JSON_LINES,
    /** One JSON array. */
    JSON_ARRAY,
    /** Any of these: the first character tells. */
    UNKNOWN
}
