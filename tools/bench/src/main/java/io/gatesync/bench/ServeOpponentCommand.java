package io.gatesync.bench;

import io.gatesync.opponents.Opponent;
import io.gatesync.opponents.Opponent.Indexes;
import io.gatesync.opponents.Opponent.Kind;
import io.gatesync.servers.PostgresServer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What {@link OpponentProcess} runs. */
@Command(name = ServeOpponentCommand.NAME, hidden = true, description = "Runs one opponent; `compare` does this.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class ServeOpponentCommand implements Callable<Integer> {

    static final String NAME = "serve-opponent";

    @Parameters(index = "0")
    private Kind kind;

    @Parameters(index = "1")
    private Indexes indexes;

    @Parameters(index = "2")
    private int port;

    @Parameters(index = "3")
    private String jdbcUrl;

    @Parameters(index = "4")
    private Path migrations;

    @Parameters(index = "5")
    private Path folder;

    @Override
    public Integer call() throws Exception {
        try (Opponent opponent = Opponent.start(new Opponent.Config(
                kind, indexes, port, jdbcUrl, PostgresServer.USER, PostgresServer.PASSWORD, migrations, folder))) {
            opponent.await();
            return 0;
        }
    }
}
