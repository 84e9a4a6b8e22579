package io.gatesync.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Shows the board: one block drawn over and over on a terminal, a line now and then anywhere else. */
final class Display {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    private static final String CLEAR_LINE = "\033[2K";

    private final PrintWriter out;
    private final boolean terminal;
    private int drawn;
    private Instant nextLine = Instant.now().plus(BETWEEN_LINES);

    Display(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(Board board) {
        if (terminal) {
            draw(board.block());
        } else if (!Instant.now().isBefore(nextLine)) {
            nextLine = Instant.now().plus(BETWEEN_LINES);
            out.println(board.line());
        }
        out.flush();
    }

    /** Shows the last board, due or not. */
    void end(Board board) {
        nextLine = Instant.MIN;
        show(board);
    }

    private void draw(List<String> block) {
        if (drawn > 0) {
            out.print("\033[" + drawn + "A");
        }
        block.forEach(line -> out.print(CLEAR_LINE + line + "\n"));
        drawn = block.size();
    }
}
