package io.gatesync.microbenchmarks;

import io.gatesync.schemas.ScanDecided;
import io.gatesync.schemas.ScanUploaded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Avro of the two records of each scan. */
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
public class RecordBenchmark extends StepBenchmark {

    private final ScanDecided outcome = SampleRecords.outcome("bench-9e3779b97f4a7c15");
    private final SpecificDatumReader<ScanUploaded> scanReader = new SpecificDatumReader<>(ScanUploaded.class);
    private final SpecificDatumReader<ScanDecided> outcomeReader = new SpecificDatumReader<>(ScanDecided.class);
    private final SpecificDatumWriter<ScanDecided> outcomeWriter = new SpecificDatumWriter<>(ScanDecided.class);
    private byte[] scanBytes;
    private byte[] outcomeBytes;

    /** Makes the bytes that are read. */
    @Setup
    public void write() throws IOException {
        scanBytes = bytes(new SpecificDatumWriter<>(ScanUploaded.class), SampleRecords.scan("bench-9e3779b97f4a7c15"));
        outcomeBytes = bytes(outcomeWriter, outcome);
    }

    private static <T extends SpecificRecord> byte[] bytes(SpecificDatumWriter<T> writer, T record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        writer.write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    /** The processor, for each scan. */
    @Benchmark
    public ScanUploaded readScan() throws IOException {
        return scanReader.read(null, DecoderFactory.get().binaryDecoder(scanBytes, null));
    }

    /** The gateway and the projector, for each outcome. */
    @Benchmark
    public ScanDecided readOutcome() throws IOException {
        return outcomeReader.read(null, DecoderFactory.get().binaryDecoder(outcomeBytes, null));
    }

    /** The processor, for each outcome. */
    @Benchmark
    public byte[] writeOutcome() throws IOException {
        return bytes(outcomeWriter, outcome);
    }
}
