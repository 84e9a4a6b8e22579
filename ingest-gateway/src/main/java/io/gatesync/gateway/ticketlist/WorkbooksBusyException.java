package io.gatesync.gateway.ticketlist;

/** Another workbook is being read, and memory is for one at a time; nothing was loaded. */
public final class WorkbooksBusyException extends RuntimeException {
    WorkbooksBusyException() {
        super("another workbook is being read");
    }
}
