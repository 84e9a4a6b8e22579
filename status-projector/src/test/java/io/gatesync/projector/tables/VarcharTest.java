package io.gatesync.projector.tables;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VarcharTest {
    @Test
    void a_text_that_fits_its_column_stays_as_it_is() {
        String fits = "𝄞".repeat(255);

        assertThat(Varchar.cut(fits)).isEqualTo(fits);
        assertThat(Varchar.cut(null)).isNull();
    }

    @Test
    void a_text_longer_than_its_column_is_cut_without_breaking_a_character() {
        assertThat(Varchar.cut("Already scanned by " + "𝄞".repeat(255)))
                .isEqualTo("Already scanned by " + "𝄞".repeat(236));
    }
}
