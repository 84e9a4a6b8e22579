package io.gatesync.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Shows the scoreboard: on a terminal one block that is drawn again in place, elsewhere a line every five seconds. */
final class ScoreboardView {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    private static final String CLEAR_LINE = "\033[2K";

    private final PrintWriter out;
    private final boolean terminal;
    private int drawn;
    private Instant nextLine = Instant.now().plus(BETWEEN_LINES);

    ScoreboardView(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(Scoreboard scoreboard) {
        if (terminal) {
            draw(scoreboard.block());
        } else if (!Instant.now().isBefore(nextLine)) {
            nextLine = Instant.now().plus(BETWEEN_LINES);
            out.println(scoreboard.line());
        }
        out.flush();
    }

    /** Shows the last scoreboard, even if no line is due. */
    void end(Scoreboard scoreboard) {
        nextLine = Instant.MIN;
        show(scoreboard);
    }

    private void draw(List<String> block) {
        if (drawn > 0) {
            out.print("\033[" + drawn + "A");
        }
        block.forEach(line -> out.print(CLEAR_LINE + line + "\n"));
        drawn = block.size();
    }
}
