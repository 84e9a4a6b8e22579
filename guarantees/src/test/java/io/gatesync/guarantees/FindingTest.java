package io.gatesync.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {
    private static final Finding RIGHT = new Finding("the sky is above", List.of());
    private static final Finding WRONG =
            new Finding("the earth is flat", List.of("a ship came back", "so did another"));

    @Test
    void the_claim_is_told_before_what_contradicts_it() {
        assertThat(RIGHT.lines()).containsExactly("ok     the sky is above");
        assertThat(WRONG.lines())
                .containsExactly("WRONG  the earth is flat", "       a ship came back", "       so did another");
    }

    @Test
    void only_findings_that_do_not_hold_fail() {
        assertThatCode(() -> Finding.verify(List.of(RIGHT))).doesNotThrowAnyException();
        assertThatThrownBy(() -> Finding.verify(List.of(RIGHT, WRONG)))
                .isInstanceOf(AssertionError.class)
                .hasMessage(String.join(System.lineSeparator(), WRONG.lines()));
    }

    @Test
    void of_many_violations_ten_are_told_and_the_others_counted() {
        Violations violations = new Violations();
        assertThat(violations.sentences()).isEmpty();
        for (int i = 1; i <= 10; i++) {
            int number = i;
            violations.add(() -> "violation " + number);
        }
        assertThat(violations.sentences()).hasSize(10).last().isEqualTo("violation 10");

        for (int i = 0; i < 1_290; i++) {
            violations.add(() -> {
                throw new AssertionError("asked for in vain");
            });
        }
        assertThat(violations.sentences()).hasSize(11).last().isEqualTo("and 1,290 more");
    }
}
