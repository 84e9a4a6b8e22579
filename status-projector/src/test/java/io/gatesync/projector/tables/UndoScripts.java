package io.gatesync.projector.tables;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The scripts that undo the migrations, one for each. */
final class UndoScripts {
    /** Orders their names, such as {@code U6__what_it_undoes.sql}, as they have to be run. */
    static final Comparator<String> LAST_FIRST =
            comparingInt(UndoScripts::version).reversed();

    private UndoScripts() {}

    /** All of them, in the order in which they have to be run. */
    static List<Resource> lastFirst() throws IOException {
        return Stream.of(new PathMatchingResourcePatternResolver().getResources("classpath:db/undo/*.sql"))
                .sorted(comparing(Resource::getFilename, LAST_FIRST))
                .toList();
    }

    private static int version(String name) {
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }
}
