package io.mpmoperator.server.files;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Work on files that may hang without an end, each on a thread of its own: who waits for it gives up after a while. No system call
 * takes back what hangs, so its thread stays until it ends by itself, and the file is not touched again before that, unless
 * its name has come to mean another one.
 */
final class TimeLimitedWork {

    private final Duration limit;
    private final int mostThreads;
    private final AtomicInteger threads = new AtomicInteger();
    private final Map<Path, Attempt<?>> works = new ConcurrentHashMap<>();
    private final Map<Path, Attempt<?>> looks = new ConcurrentHashMap<>();

    /**
     * So much of it.
     *
     * @param limit how long each work is waited for
     * @param mostThreads how many may be at work or hang at once
     */
    TimeLimitedWork(Duration limit, int mostThreads) {
        this.limit = limit;
        this.mostThreads = mostThreads;
    }

    /** How many threads are at work or hang. */
    int threads() {
        return threads.get();
    }

    /**
     * Does it.
     *
     * @throws HangingFileException when it is not done in time, or what was begun before at that file hangs
     */
    <T> T await(Path path, OutsideFile.Work<T> work) throws IOException {
        return await(works, new Attempt<>(path, work), this::isReplaced);
    }

    private boolean isReplaced(Attempt<?> hanging) {
        try {
            return !hanging.isOf(await(looks, new Attempt<>(hanging.path(), Attempt::entry), _ -> false));
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private <T> T await(Map<Path, Attempt<?>> underWay, Attempt<T> attempt, Predicate<Attempt<?>> forgettable)
            throws IOException {
        long until = System.nanoTime() + limit.toNanos();
        Attempt<?> other = underWay.putIfAbsent(attempt.path(), attempt);
        while (other != null) {
            if (isHanging(other, until) && !forgettable.test(other)) {
                throw hangs();
            }
            underWay.remove(other.path(), other);
            other = underWay.putIfAbsent(attempt.path(), attempt);
        }
        start(underWay, attempt);
        return outcome(attempt, until);
    }

    /** Waits for what somebody else has begun at the same file. */
    private static boolean isHanging(Attempt<?> other, long until) throws IOException {
        if (other.isGivenUp()) {
            return true;
        }
        try {
            other.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            return false;
        } catch (ExecutionException itsOwnFailure) {
            return false;
        } catch (TimeoutException | CancellationException e) {
            return true;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void start(Map<Path, Attempt<?>> underWay, Attempt<?> attempt) throws IOException {
        Runnable over = () -> {
            underWay.remove(attempt.path(), attempt);
            threads.decrementAndGet();
        };
        if (threads.incrementAndGet() > mostThreads) {
            over.run();
            throw new HangingFileException(mostThreads + " files hang already, and no further one is waited for");
        }
        try {
            Thread.ofPlatform().name("file").daemon().start(() -> {
                try {
                    attempt.run();
                } finally {
                    over.run();
                }
            });
        } catch (OutOfMemoryError noThread) {
            over.run();
            throw new NoThreadException(noThread);
        }
    }

    private <T> T outcome(Attempt<T> attempt, long until) throws IOException {
        try {
            return attempt.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            attempt.cancel(false);
            throw hangs();
        } catch (ExecutionException e) {
            throw asItWas(Objects.requireNonNull(e.getCause(), "what has failed has a cause"));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException asItWas(Throwable failure) {
        return switch (failure) {
            case IOException io -> io;
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            default -> throw new IllegalStateException(failure);
        };
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted while it was read", e);
    }

    private HangingFileException hangs() {
        return new HangingFileException("it does not answer within " + limit.toMillis()
                + " ms, as a device that has nothing to say, or a file system of a network that is away");
    }
}
