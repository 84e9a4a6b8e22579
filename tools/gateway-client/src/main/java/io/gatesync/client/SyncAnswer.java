package io.gatesync.client;

import java.util.List;

/**
 * The answer to an upload.
 *
 * @param syncSessionId the upload's number
 * @param results one for each scan, in the order of the upload
 */
public record SyncAnswer(long syncSessionId, List<ScanResult> results) {}
