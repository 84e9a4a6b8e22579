package io.gatesync.localstack.cli;

import io.gatesync.client.Gateway;
import io.gatesync.client.LoggedIn;
import io.gatesync.client.Upload;
import io.gatesync.localstack.LocalStack;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** What is often done at a gate, for JVMs to learn which of their methods are hot: tickets, uploads, online scans, a device's status. */
final class TrainingWork {

    private static final String DEVICE = "gate-1";
    private static final int UPLOADS = 200;
    private static final int SCANS = 20;
    private static final int ONLINE_SCANS = 200;

    private TrainingWork() {}

    static void run(LocalStack stack) {
        new DemoEvent(stack.gatewayUrl(), stack.access()).load();
        LoggedIn device = LoggedIn.device(
                new Gateway(URI.create(stack.gatewayUrl())),
                DemoEvent.ID,
                stack.access().demoPasscode(),
                DEVICE);
        for (int n = 0; n < UPLOADS; n++) {
            byte[] upload = upload(n);
            device.send(asDevice -> asDevice.sync(upload));
        }
        for (int n = 0; n < ONLINE_SCANS; n++) {
            Upload.Scan scan = scan(UPLOADS * SCANS + n);
            device.send(asDevice -> asDevice.verify(DemoEvent.ID, DEVICE, "online", scan));
        }
        device.send(asDevice -> asDevice.status(DemoEvent.ID, DEVICE));
    }

    private static byte[] upload(int n) {
        List<Upload.Scan> scans = IntStream.range(n * SCANS, (n + 1) * SCANS)
                .mapToObj(TrainingWork::scan)
                .toList();
        return Gateway.body(new Upload(DemoEvent.ID, DEVICE, "upload-" + n, scans));
    }

    private static Upload.Scan scan(int n) {
        // Some are scanned twice, and some are of no ticket.
        String qrcode = DemoEvent.qrcode(n % 7 == 0 ? n / 7 + 1 : n % 11 == 0 ? DemoEvent.TICKETS + n : n + 1);
        return new Upload.Scan(qrcode, System.currentTimeMillis(), UUID.randomUUID());
    }
}
