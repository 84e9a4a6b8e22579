package io.gatesync.system;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Does something to several at the same time, and waits for all. */
final class AtOnce {
    private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);

    private AtOnce() {}

    static <T> void each(Collection<T> all, Consumer<T> work) {
        all.stream()
                .map(one -> CompletableFuture.runAsync(() -> work.accept(one), THREADS))
                .toList()
                .forEach(CompletableFuture::join);
    }
}
