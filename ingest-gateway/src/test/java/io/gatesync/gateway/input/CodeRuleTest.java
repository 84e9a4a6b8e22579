package io.gatesync.gateway.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** QR codes that are addresses, and systems that print what they list in another case. */
class CodeRuleTest {
    private static CodeRule pattern(String pattern) {
        return CodeRule.of(Optional.of(pattern), true);
    }

    @ParameterizedTest
    @CsvSource({
        "[?&]t=([^&]+), https://tickets.example.org/check?e=7&t=AB-12, AB-12",
        "[?&]t=([^&]+), AB-12, AB-12",
        "/t/([0-9a-f]+)$, https://example.org/t/00ff, 00ff",
        "^EVT:([^;]+);, EVT:4711;Jane Doe, 4711",
        "t=(\\s*), t=, t="
    })
    void the_code_is_what_the_group_captures_or_the_whole_text(String pattern, String scanned, String code) {
        assertThat(pattern(pattern).codeIn(scanned)).isEqualTo(code);
    }

    @Test
    void what_is_captured_is_cleaned_like_every_code() {
        assertThat(pattern("code:(.*)").codeIn("code: u\u0308-1\u200B"))
                .isEqualTo("u\u0308-1".replace("u\u0308", "\u00FC"));
    }

    @ParameterizedTest
    @CsvSource({"abC-1, ABC-1", "\u00FC1, \u00DC1", "stra\u00DFe, STRASSE"})
    void where_case_does_not_count_codes_are_in_upper_case(String scanned, String code) {
        CodeRule rule = CodeRule.of(Optional.empty(), false);

        assertThat(rule.codeIn(scanned)).isEqualTo(code);
        assertThat(rule.codeIn(code)).isEqualTo(code);
        assertThat(CodeRule.WHOLE_TEXT.codeIn(scanned)).isEqualTo(scanned);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AB-12",
                "(A)(B)",
                "(unclosed",
                "(?:A)",
                "(a)\\1",
                "((?:(?:a{1000}){1000}){1000})",
                "((?:a{0,1000}){2})",
                "((?:a{40}){25}b)"
            })
    void a_pattern_that_captures_no_code_or_is_too_large_is_refused(String pattern) {
        assertThatThrownBy(() -> pattern(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"^([A-Z]{2}[0-9]{4})$", "/([0-9a-f]{8}-[0-9a-f]{4,12})", "(\\pL{3,20})"})
    void a_pattern_that_counts_is_taken(String pattern) {
        assertThat(pattern(pattern).pattern()).contains(pattern);
    }

    /** With backtracking, this would not end while the festival lasts. */
    @Test
    void a_careless_pattern_costs_no_more_than_another() {
        String text = "a".repeat(5_000) + "!";

        assertThat(pattern("^((?:a+)+)$").codeIn(text)).isEqualTo(text);
    }
}
