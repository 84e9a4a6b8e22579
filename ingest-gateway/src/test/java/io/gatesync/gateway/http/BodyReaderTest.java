package io.gatesync.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatesync.service.problem.Problem;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
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
        MockHttpServletRequest request = new MockHttpServletRequest() {
            @Override
            public long getContentLengthLong() {
                return -1;
            }
        };
        request.setContent(new byte[bytes]);
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
