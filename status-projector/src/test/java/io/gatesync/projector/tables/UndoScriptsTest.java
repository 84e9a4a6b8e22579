package io.gatesync.projector.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UndoScriptsTest {
    @Test
    void the_tenth_is_run_before_the_ninth() {
        assertThat(Stream.of("U1__a.sql", "U10__b.sql", "U9__c.sql", "U2__d.sql")
                        .sorted(UndoScripts.LAST_FIRST))
                .containsExactly("U10__b.sql", "U9__c.sql", "U2__d.sql", "U1__a.sql");
    }
}
