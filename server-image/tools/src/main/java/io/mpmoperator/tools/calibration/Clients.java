package io.mpmoperator.tools.calibration;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The clients of a point, each with a thread of its own, sorted by the child that answers them. */
final class Clients implements AutoCloseable {

    private final Callable<Socket> connections;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Long, List<Client>> byProcess = new TreeMap<>();

    /** Clients that come by such connections. */
    Clients(Callable<Socket> connections) {
        this.connections = connections;
    }

    /**
     * Connects until each child has so many clients; some children may get more.
     *
     * @param atOnce so many at a time: an event child that has few idle workers makes room by closing connections
     */
    void connect(Collection<Long> children, int each, int atOnce) throws IOException, InterruptedException {
        children.forEach(child -> byProcess.putIfAbsent(child, new ArrayList<>()));
        for (int missing = missing(each); missing > 0; missing = missing(each)) {
            List<Callable<Client>> calls = new ArrayList<>();
            for (int i = 0; i < Math.min(missing, atOnce); i++) {
                calls.add(() -> Client.connect(connections));
            }
            for (Client client : all(calls)) {
                byProcess
                        .computeIfAbsent(client.process(), process -> new ArrayList<>())
                        .add(client);
            }
        }
    }

    private int missing(int each) {
        return byProcess.values().stream()
                .mapToInt(clients -> Math.max(0, each - clients.size()))
                .sum();
    }

    /** So many clients that ask once and leave, with some at the same time. */
    void comeAndGo(int visits, int atOnce) throws IOException, InterruptedException {
        for (int gone = 0; gone < visits; gone += atOnce) {
            List<Callable<Long>> calls = new ArrayList<>();
            for (int i = 0; i < atOnce; i++) {
                calls.add(() -> {
                    try (Client client = Client.connect(connections)) {
                        return client.process();
                    }
                });
            }
            all(calls);
        }
    }

    /** How many a child has. */
    int of(long child) {
        return byProcess.getOrDefault(child, List.of()).size();
    }

    /**
     * Has so many clients of each child ask for one target after the other, without a pause, for a time and until each
     * child was asked for each target twice.
     */
    void hurry(int each, List<String> targets, Duration time) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        int least = Math.ceilDiv(2 * targets.size(), each);
        List<Callable<Integer>> calls = new ArrayList<>();
        for (Client client : first(each)) {
            int start = calls.size() * least;
            calls.add(() -> {
                int requests = 0;
                while (requests < least || System.nanoTime() - end < 0) {
                    client.get(targets.get((start + requests++) % targets.size()));
                }
                return requests;
            });
        }
        all(calls);
    }

    /** Sends a request from so many clients of each child and does not wait for the responses. */
    Future<List<String>> ask(int each, String target) {
        List<Callable<String>> calls = new ArrayList<>();
        for (Client client : first(each)) {
            calls.add(() -> client.get(target));
        }
        return threads.submit(() -> all(calls));
    }

    /** Has the last client of a child ask. */
    String askOne(long child, String target) throws IOException {
        return byProcess.getOrDefault(child, List.of()).getLast().get(target);
    }

    private List<Client> first(int each) {
        return byProcess.values().stream()
                .flatMap(clients -> clients.stream().limit(each))
                .toList();
    }

    private <T> List<T> all(List<Callable<T>> calls) throws IOException, InterruptedException {
        List<T> results = new ArrayList<>();
        for (Future<T> future : threads.invokeAll(calls)) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw new IOException("a client failed: " + e.getCause(), e);
            }
        }
        return results;
    }

    @Override
    public void close() throws IOException {
        for (List<Client> clients : byProcess.values()) {
            for (Client client : clients) {
                client.close();
            }
        }
        threads.shutdownNow();
    }
}
