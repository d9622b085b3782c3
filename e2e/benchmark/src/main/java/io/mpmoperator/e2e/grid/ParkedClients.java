package io.mpmoperator.e2e.grid;

import io.mpmoperator.e2e.server.TlsClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Clients that each have had a response, keep the connection and are idle. One whose connection is closed, by a process that
 * drains or needs its room, connects again. They live in processes of their own, as a process may open only so many files.
 */
final class ParkedClients implements AutoCloseable {

    private static final int MOST_IN_A_PROCESS = 10_000;
    private static final int AT_ONCE = 32;
    private static final long PAUSE_MILLIS = 200;
    private static final int STOP_SECONDS = 10;

    private final List<Process> processes;

    private ParkedClients(List<Process> processes) {
        this.processes = processes;
    }

    /** Begins to open so many connections to a port. */
    static ParkedClients open(int port, int connections, boolean tls) throws IOException {
        List<Process> processes = new ArrayList<>();
        for (int left = connections; left > 0; left -= MOST_IN_A_PROCESS) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin/java").toString(),
                            "-XX:+UseSerialGC",
                            "-Xmx512m",
                            "-Dlocal.root=" + System.getProperty("local.root", "../.."),
                            "-cp",
                            System.getProperty("java.class.path"),
                            ParkedClients.class.getName(),
                            String.valueOf(port),
                            String.valueOf(Math.min(left, MOST_IN_A_PROCESS)),
                            String.valueOf(tls))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")))
                    .start());
        }
        return new ParkedClients(processes);
    }

    /** The process: port, connections, whether encrypted. It ends when it is told to, or its parent ends. */
    public static void main(String[] words) throws InterruptedException {
        int port = Integer.parseInt(words[0]);
        Optional<TlsClient> tls = Boolean.parseBoolean(words[2])
                ? Optional.of(TlsClient.trusting(GridPlan.CERTIFICATE))
                : Optional.empty();
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        Queue<GridClient> idle = new ConcurrentLinkedQueue<>();
        Semaphore openers = new Semaphore(AT_ONCE);
        Semaphore missing = new Semaphore(Integer.parseInt(words[1]));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (isAlive(parent)) {
                while (isAlive(parent) && missing.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    openers.acquire();
                    threads.execute(() -> {
                        try {
                            idle.add(open(port, tls));
                        } catch (IOException e) {
                            missing.release();
                        } finally {
                            openers.release();
                        }
                    });
                }
                for (Iterator<GridClient> each = idle.iterator(); each.hasNext(); ) {
                    if (isClosed(each.next())) {
                        each.remove();
                        missing.release();
                    }
                }
            }
        }
    }

    /** Asked before each attempt to connect: a server that is gone with the parent would be tried without an end. */
    private static boolean isAlive(Optional<ProcessHandle> parent) {
        return parent.filter(ProcessHandle::isAlive).isPresent();
    }

    private static GridClient open(int port, Optional<TlsClient> tls) throws IOException {
        GridClient client = GridClient.connect(port, tls);
        try {
            client.get(GridRun.WHAT_ALL_HAVE);
            return client;
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    private static boolean isClosed(GridClient client) {
        try {
            if (!client.closed()) {
                return false;
            }
            client.close();
            return true;
        } catch (IOException e) {
            return true;
        }
    }

    /** Closes every connection. */
    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        for (Process process : processes) {
            try {
                process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
