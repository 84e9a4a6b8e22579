package io.gatesync.opponents;

import java.lang.System.Logger;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/**
 * Group commit in the application: each worker decides all the uploads that wait, up to a limit, in one transaction. While one is at
 * work, the next begins only when enough waits for it: a transaction costs as much as some dozens of scans.
 */
final class GroupCommit implements Decider {

    private static final Logger LOG = System.getLogger(GroupCommit.class.getName());

    private static final int WORKERS = 2;
    /** With so many scans in a transaction no more uploads are added to it. */
    private static final int MAX_SCANS = 1_000;
    /** So many scans must wait for a worker to begin beside one that is at work. */
    private static final int MIN_SCANS = 200;

    private record Job(Upload upload, CompletableFuture<Void> done) {}

    private final List<Thread> workers = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final ArrayDeque<Job> queue = new ArrayDeque<>();
    private int waitingScans;
    private int busy;

    GroupCommit(DataSource database) {
        RowIds ids = new RowIds(database);
        Statistics statistics = new Statistics(database);
        for (int worker = 0; worker < WORKERS; worker++) {
            Decision decision = new Decision(database, ids, statistics);
            workers.add(
                    Thread.ofPlatform().daemon().name("group-commit-" + worker).start(() -> work(decision)));
        }
    }

    @Override
    public void decide(Upload upload) throws SQLException, InterruptedException {
        Job job = new Job(upload, new CompletableFuture<>());
        lock.lock();
        try {
            queue.add(job);
            waitingScans += upload.scans().size();
            if (isEnough()) {
                work.signal();
            }
        } finally {
            lock.unlock();
        }
        try {
            job.done().get();
        } catch (ExecutionException e) {
            throw new SQLException(e.getCause());
        }
    }

    private boolean isEnough() {
        return !queue.isEmpty() && (busy == 0 || waitingScans >= MIN_SCANS);
    }

    private void work(Decision decision) {
        try (decision) {
            while (true) {
                List<Job> jobs = take();
                try {
                    decision.decide(jobs.stream().map(Job::upload).toList());
                    jobs.forEach(job -> job.done().complete(null));
                } catch (SQLException | RuntimeException e) {
                    LOG.log(Logger.Level.WARNING, "Uploads were not decided together, each is decided by itself: " + e);
                    jobs.forEach(job -> alone(decision, job));
                } finally {
                    release();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Job> take() throws InterruptedException {
        List<Job> jobs = new ArrayList<>();
        lock.lock();
        try {
            while (!isEnough()) {
                work.await();
            }
            busy++;
            int scans = 0;
            while (scans < MAX_SCANS && !queue.isEmpty()) {
                Job job = queue.remove();
                jobs.add(job);
                scans += job.upload().scans().size();
            }
            waitingScans -= scans;
            if (isEnough()) {
                work.signal();
            }
        } finally {
            lock.unlock();
        }
        return jobs;
    }

    private void release() {
        lock.lock();
        try {
            busy--;
        } finally {
            lock.unlock();
        }
    }

    /** No upload fails because of another. */
    private static void alone(Decision decision, Job job) {
        try {
            decision.decide(List.of(job.upload()));
            job.done().complete(null);
        } catch (SQLException | RuntimeException e) {
            job.done().completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        workers.forEach(Thread::interrupt);
    }
}
