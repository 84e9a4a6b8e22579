package io.gatesync.gateway.input;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the code of a ticket is taken out of a text, at one event: of what is scanned, and of what stands in a list of tickets.
 *
 * <p>The pattern is an RE2 one, which takes time in proportion to the text, whatever the pattern: an organiser's careless one
 * must not keep the gateway busy.
 */
public final class CodeRule {
    /** The whole text is the code, and case matters. */
    public static final CodeRule WHOLE_TEXT = new CodeRule(Optional.empty(), true);

    /** The most that a QR code can hold. */
    private static final int MAX_CHARS = 7_089;

    /**
     * How large the program of a pattern may be, and how often its counted repetitions may repeat together. {@code (?:a{1000}){1000}}
     * is a million instructions, and one level more takes all memory, at each gateway that reads the event.
     */
    private static final int MAX_INSTRUCTIONS = 1_000;

    private static final java.util.regex.Pattern REPETITION =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");
    private static final String TOO_LARGE = "is too large: repeat less often, with * or + instead of {...}.";

    private final Optional<Pattern> pattern;
    private final boolean caseMatters;

    private CodeRule(Optional<Pattern> pattern, boolean caseMatters) {
        this.pattern = pattern;
        this.caseMatters = caseMatters;
    }

    /**
     * A rule with this pattern.
     *
     * @param pattern with one group, which captures the code; empty if the whole text is the code
     * @param caseMatters whether {@code t-1} and {@code T-1} are two tickets
     * @throws IllegalArgumentException if the pattern is none, in words that complete a sentence about it
     */
    public static CodeRule of(Optional<String> pattern, boolean caseMatters) {
        return new CodeRule(pattern.map(CodeRule::compiled), caseMatters);
    }

    private static Pattern compiled(String written) {
        if (repetitions(written) > MAX_INSTRUCTIONS) {
            throw new IllegalArgumentException(TOO_LARGE);
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(written);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("is no regular expression: " + e.getDescription() + ".", e);
        }
        if (pattern.groupCount() != 1) {
            throw new IllegalArgumentException(
                    "must have exactly one group in parentheses, which captures the code; others are written (?:...).");
        }
        if (pattern.programSize() > MAX_INSTRUCTIONS) {
            throw new IllegalArgumentException(TOO_LARGE);
        }
        return pattern;
    }

    /** How often the counted repetitions repeat, if each stands within the next; a bound that is known before compiling. */
    private static long repetitions(String written) {
        return REPETITION
                .matcher(written)
                .results()
                .mapToLong(counted -> Math.max(count(counted.group(1)), count(counted.group(2))))
                .reduce(1, (product, count) -> Math.min(product * count, Integer.MAX_VALUE));
    }

    private static long count(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 1 : Math.max(1, Long.parseLong(digits));
    }

    /** The pattern as it was written; empty if the whole text is the code. */
    public Optional<String> pattern() {
        return pattern.map(Pattern::pattern);
    }

    /** Whether codes that differ in case are two codes. */
    public boolean caseMatters() {
        return caseMatters;
    }

    /**
     * The code in a text, which {@link TextRule#clean} has cleaned; cleaned as well. Where the pattern does not match, or captures
     * nothing, the whole text is the code.
     */
    public String codeIn(String text) {
        String code = pattern.flatMap(any -> captured(any, text)).orElse(text);
        return caseMatters ? code : TextRule.clean(code.toUpperCase(Locale.ROOT));
    }

    private static Optional<String> captured(Pattern pattern, String text) {
        if (text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        Matcher matcher = pattern.matcher(text);
        return matcher.find()
                ? Optional.ofNullable(matcher.group(1)).map(TextRule::clean).filter(code -> !code.isEmpty())
                : Optional.empty();
    }

    /** Whether both read all texts alike. */
    public boolean readsAs(CodeRule other) {
        return caseMatters == other.caseMatters && pattern().equals(other.pattern());
    }
}
