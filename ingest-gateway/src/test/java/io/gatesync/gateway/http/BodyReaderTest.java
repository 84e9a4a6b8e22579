package io.gatesync.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.service.problem.Problem;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockHttpServletRequest;

/** Room for bodies in memory. */
class BodyReaderTest {
    private static final int KB = 1024;
    private static final int MAX_BYTES = 600 * KB;

    private final BodyReader bodies = new BodyReader(
            MAX_BYTES,
            new BodyRoom(700 * KB, Duration.ZERO, () -> Duration.ZERO),
            new LeastRate(Duration.ofMinutes(1), KB));

    @Test
    void a_body_takes_up_room_until_its_request_was_answered() throws IOException {
        try (BodyReader.Body large = bodies.read(request(600 * KB))) {
            assertThat(large.bytes()).hasSize(600 * KB);
            bodies.read(request(100 * KB)).close();
            assertNoRoom(request(101 * KB));
        }
        bodies.read(request(600 * KB)).close();
    }

    @Test
    void who_does_not_say_the_length_takes_up_as_much_as_came() throws IOException {
        try (BodyReader.Body first = bodies.read(chunked(500 * KB))) {
            assertThat(first.bytes()).hasSize(500 * KB);
            try (BodyReader.Body second = bodies.read(request(200 * KB))) {
                assertThat(second.bytes()).hasSize(200 * KB);
            }
        }
    }

    @Test
    void what_was_refused_takes_up_nothing() throws IOException {
        assertThatThrownBy(() -> bodies.read(chunked(MAX_BYTES + 1))).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> bodies.read(breaking())).isInstanceOf(IOException.class);

        bodies.read(request(600 * KB)).close();
    }

    @Test
    void room_is_asked_for_before_anything_is_read() throws IOException {
        try (BodyReader.Body large = bodies.read(request(600 * KB))) {
            assertThat(large.bytes()).isNotEmpty();
            assertNoRoom(breaking());
        }
    }

    @Test
    void of_a_compressed_body_counts_what_comes_out() throws IOException {
        try (BodyReader.Body large = bodies.read(gzip(new byte[600 * KB]))) {
            assertThat(large.bytes()).hasSize(600 * KB);
            bodies.read(request(100 * KB)).close();
            assertNoRoom(request(101 * KB));
            assertNoRoom(gzip(new byte[101 * KB]));
        }
        bodies.read(request(600 * KB)).close();
    }

    /** Ten kilobytes that are ten megabytes; a gigabyte would cost no more. */
    @Test
    void of_a_zip_bomb_no_more_comes_out_than_a_body_may_have() throws IOException {
        MockHttpServletRequest bomb = gzip(new byte[10 * 1024 * KB]);
        assertThat(bomb.getContentLength()).isLessThan(20 * KB);

        assertRefused(bomb, 413);

        assertThat(bomb.getInputStream().available()).as("left unread").isPositive();
        bodies.read(request(600 * KB)).close();
    }

    /** Blocks of nothing, one after the other: without a limit on what comes in, this would be read for ever. */
    @Test
    void a_compressed_body_of_nothing_has_an_end() throws IOException {
        byte[] begin = {31, (byte) 139, 8, 0, 0, 0, 0, 0, 0, 0};
        byte[] nothing = {0, 0, 0, (byte) 0xFF, (byte) 0xFF};
        byte[] sent = Arrays.copyOf(begin, MAX_BYTES + 1024);
        for (int i = begin.length; i < sent.length; i++) {
            sent[i] = nothing[(i - begin.length) % nothing.length];
        }
        MockHttpServletRequest request = chunked(sent);
        request.addHeader("Content-Encoding", "gzip");

        assertRefused(request, 413);
        bodies.read(request(600 * KB)).close();
    }

    @Test
    void what_is_not_the_gzip_that_it_says_is_refused_for_good_and_takes_up_nothing() throws IOException {
        byte[] whole = gzipped(new byte[300 * KB]);
        byte[] damaged = whole.clone();
        damaged[damaged.length - 8] ^= 1; // The checksum: another content would have had another one.

        assertRefused(compressed("{}".getBytes(UTF_8), "gzip"), 400);
        assertRefused(compressed(new byte[0], "gzip"), 400);
        assertRefused(compressed(Arrays.copyOf(whole, whole.length - 10), "gzip"), 400);
        assertRefused(compressed(damaged, "gzip"), 400);
        assertRefused(compressed(whole, "br"), 415);
        assertRefused(compressed(whole, "gzip, gzip"), 415);
        bodies.read(request(600 * KB)).close();
    }

    @Test
    void a_connection_that_breaks_within_a_compressed_body_is_no_fault_of_the_body() {
        MockHttpServletRequest request = breaking();
        request.addHeader("Content-Encoding", "gzip");

        assertThatThrownBy(() -> bodies.read(request)).isInstanceOf(IOException.class);
    }

    @Test
    void an_encoding_has_other_names() throws IOException {
        assertThat(bodies.read(compressed(gzipped(new byte[KB]), " X-GZip")).bytes())
                .hasSize(KB);
        assertThat(bodies.read(compressed(new byte[KB], "identity")).bytes()).hasSize(KB);
    }

    private static MockHttpServletRequest gzip(byte[] body) throws IOException {
        return compressed(gzipped(body), "gzip");
    }

    private static byte[] gzipped(byte[] body) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        }
        return compressed.toByteArray();
    }

    private static MockHttpServletRequest compressed(byte[] body, String encoding) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setContent(body);
        request.addHeader("Content-Encoding", encoding);
        return request;
    }

    private void assertRefused(MockHttpServletRequest request, int status) {
        assertThatThrownBy(() -> bodies.read(request))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.getStatusCode().value()).isEqualTo(status));
    }

    private void assertNoRoom(MockHttpServletRequest request) {
        assertThatThrownBy(() -> bodies.read(request))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.getStatusCode().value()).isEqualTo(429));
    }

    private static MockHttpServletRequest request(int bytes) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setContent(new byte[bytes]);
        return request;
    }

    private static MockHttpServletRequest chunked(int bytes) {
        return chunked(new byte[bytes]);
    }

    private static MockHttpServletRequest chunked(byte[] body) {
        MockHttpServletRequest request = new MockHttpServletRequest() {
            @Override
            public long getContentLengthLong() {
                return -1;
            }
        };
        request.setContent(body);
        return request;
    }

    /** A request whose body cannot be read. */
    private static MockHttpServletRequest breaking() {
        MockHttpServletRequest request = new MockHttpServletRequest() {
            @Override
            public ServletInputStream getInputStream() {
                return new DelegatingServletInputStream(new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("broken");
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        throw new IOException("broken");
                    }
                });
            }
        };
        request.setContent(new byte[500 * KB]);
        return request;
    }
}
