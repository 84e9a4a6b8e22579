package io.gatesync.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SyncSessionIdTest {
    private static final long LARGEST_EXACT_IN_JAVASCRIPT = (1L << 53) - 1;

    @Test
    void theFirstUploadOfAllIsNotZeroWhichAnAppWouldTakeForNone() {
        assertThat(new SyncSessionId(0, 0).value()).isEqualTo(1024);
    }

    @Test
    void anIdTellsWhereItsUploadIs() {
        SyncSessionId id = new SyncSessionId(1023, 123_456_789_012L);

        assertThat(SyncSessionId.of(id.value())).isEqualTo(id);
    }

    @Test
    void noTwoUploadsShareAnId() {
        assertThat(LongStream.range(0, 10_000)
                        .map(i -> new SyncSessionId((int) (i % 100), i / 100).value())
                        .distinct())
                .hasSize(10_000);
    }

    @Test
    void idsStayExactInJavaScript() {
        long offset = (1L << 43) - 2;

        assertThat(new SyncSessionId(1023, offset).value()).isLessThanOrEqualTo(LARGEST_EXACT_IN_JAVASCRIPT);
    }

    @Test
    void whatCanBeNoIdIsRefused() {
        assertThatThrownBy(() -> SyncSessionId.of(1023)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SyncSessionId.of(-5000)).isInstanceOf(IllegalArgumentException.class);
    }
}
