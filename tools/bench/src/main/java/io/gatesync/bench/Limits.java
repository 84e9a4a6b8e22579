package io.gatesync.bench;

import io.gatesync.opponents.CopyRows;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What each part could do if it did nothing else: the numbers that no service can beat. */
final class Limits {

    private static final int SCAN_RECORD_BYTES = 250;
    private static final int COPIED_AT_ONCE = 400;
    private static final int COPIES_PER_COMMIT = 2;
    private static final String TOPICS = "gatesync.bench-limit-";
    private static final int PARTITIONS = 6;

    private static final String COPY = """
            copy bench_limit (id, event_id, device_id, qrcode, scan_id, scanned_at_device, synced_at, sync_status, created_at,
                updated_at) from stdin (format binary)""";

    private static final int COLUMNS = 10;

    private final Duration time;

    /** @param time that each takes */
    Limits(Duration time) {
        this.time = time;
    }

    /**
     * How fast a part is.
     *
     * @param name of the limit
     * @param perSecond scans, if each is what a scan is to this part
     */
    record Limit(String name, double perSecond) {}

    /** Uploads that a web server reads and answers with nothing. */
    Limit http(Contender opponent, LoadSpec load) throws InterruptedException {
        ScanPlan plan = ScanPlan.of("limit", "limit", load.ofScans(load.batch() * load.devices()), 1);
        List<Callable<Void>> devices = new ArrayList<>();
        AtomicLong scans = new AtomicLong();
        long endNanos = System.nanoTime() + time.toNanos();
        for (int device = 0; device < load.devices(); device++) {
            byte[] json = plan.requestsOf(device, 0).getFirst().body().json();
            byte[] request = HttpConnection.request(opponent.base(), "/nothing", "none", json);
            devices.add(() -> {
                try (HttpConnection connection = new HttpConnection(opponent.base())) {
                    while (System.nanoTime() - endNanos < 0) {
                        connection.send(request);
                        scans.addAndGet(load.batch());
                    }
                    return null;
                }
            });
        }
        return new Limit("an empty HTTP endpoint", timed(devices, scans));
    }

    /** Records of a scan's size that Kafka acknowledges. */
    Limit kafka(Contender gateSync) throws InterruptedException {
        Map<String, Object> config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, gateSync.kafka(),
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.LINGER_MS_CONFIG, "5");
        // A new one each time: of a topic that was deleted and made again, a broker may remember the first for a while.
        String topic = TOPICS + UUID.randomUUID();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", gateSync.kafka()));
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
            // The first record waits until the producer knows the topic.
            producer.send(new ProducerRecord<>(topic, new byte[SCAN_RECORD_BYTES]))
                    .get();
            AtomicLong records = new AtomicLong();
            double perSecond = timed(List.of(() -> produce(producer, topic, records)), records);
            admin.deleteTopics(List.of(topic)).all().get();
            return new Limit("records of a scan's size that Kafka acknowledges", perSecond);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Void produce(KafkaProducer<byte[], byte[]> producer, String topic, AtomicLong acknowledged) {
        byte[] scan = new byte[SCAN_RECORD_BYTES];
        long endNanos = System.nanoTime() + time.toNanos();
        for (long number = 0; System.nanoTime() - endNanos < 0; number++) {
            byte[] key = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
            var unused = producer.send(new ProducerRecord<>(topic, key, scan), (sent, failure) -> {
                if (failure == null) {
                    acknowledged.incrementAndGet();
                }
            });
        }
        producer.flush();
        return null;
    }

    /** Rows copied into a table like the scan log, with its indexes. */
    Limit copy(Contender service) throws InterruptedException, SQLException {
        try (Connection connection = service.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists bench_limit (like device_scan_logs including all)");
            connection.setAutoCommit(false);
            AtomicLong rows = new AtomicLong();
            double perSecond = timed(
                    List.of(() -> {
                        copy(connection, rows);
                        return null;
                    }),
                    rows);
            statement.execute("truncate bench_limit");
            connection.commit();
            return new Limit("rows copied into the log of " + service.name(), perSecond);
        }
    }

    private void copy(Connection connection, AtomicLong copied) throws SQLException {
        CopyRows rows = new CopyRows();
        long now = System.currentTimeMillis();
        long endNanos = System.nanoTime() + time.toNanos();
        for (long number = 0; System.nanoTime() - endNanos < 0; ) {
            for (int copy = 0; copy < COPIES_PER_COMMIT; copy++) {
                rows.clear();
                for (int row = 0; row < COPIED_AT_ONCE; row++, number++) {
                    rows.row(COLUMNS)
                            .number(number)
                            .text("limit")
                            .text("limit-device-1")
                            .text("limit-" + Long.toHexString(number * 0x9E3779B97F4A7C15L))
                            .id(UUID.nameUUIDFromBytes(Long.toString(number).getBytes(StandardCharsets.US_ASCII)))
                            .time(now)
                            .time(now)
                            .text("synced")
                            .time(now)
                            .time(now);
                }
                rows.to(connection, COPY);
            }
            connection.commit();
            copied.set(number);
        }
    }

    /** Runs them at the same time, and returns how much was counted in a second. */
    private static double timed(List<Callable<Void>> work, AtomicLong counted) throws InterruptedException {
        long startNanos = System.nanoTime();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (Future<Void> each : threads.invokeAll(work)) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return counted.get() * 1e9 / (System.nanoTime() - startNanos);
    }
}
