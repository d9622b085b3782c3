package io.mpmoperator.tools.calibration;

import io.mpmoperator.tools.calibration.Sample.ChildSample;
import io.mpmoperator.tools.calibration.Sample.Memory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Runs a {@link CalibrationPoint}: starts the server, drives it until its processes grow no more, and looks at them. */
final class CalibrationRun {

    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final String HOLD = CalibrationServer.PATH + "?hold=2000";
    private static final String LIVE = CalibrationServer.PATH + "?live";
    private static final int MILLIS_UNTIL_ALL_HOLD = 800;
    private static final long PATIENCE = Duration.ofSeconds(60).toNanos();
    private static final int SCRAPES = 120;

    /** In each child, with TLS: until the methods of a handshake are compiled. */
    private static final int HANDSHAKES = 120;

    /** Handshakes at the same time are this part of the threads: a child that is full closes connections. */
    private static final int PART_OF_THREADS = 4;

    private final Layout layout;
    private final Path work;
    private final Optional<KernelMemory> kernel;
    private final Optional<CalibrationCertificate> certificate;
    private final List<String> requests;

    CalibrationRun(
            Layout layout, Path work, Optional<KernelMemory> kernel, Optional<CalibrationCertificate> certificate)
            throws IOException {
        this.layout = layout;
        this.work = work;
        this.kernel = kernel;
        this.certificate = certificate;
        writeBack();
        this.requests = content(CalibrationServer.documentRoot(work));
    }

    /** Pages of files that were just written count as a process's own until they are on the disk. */
    private void writeBack() throws IOException {
        try (Stream<Path> files = Files.walk(layout.home())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            }
        }
    }

    private static List<String> content(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("large.txt"), "0123456789abcdef".repeat(1 << 16));
        List<String> requests = new ArrayList<>();
        List<String> files = VariedTraffic.site(folder);
        for (int i = 0; i < files.size(); i++) {
            requests.add(files.get(i));
            switch (i % 16) {
                case 3 -> requests.add("/large.txt");
                case 7 -> requests.add("/absent");
                case 1, 11 -> requests.add(CalibrationServer.PATH + "?heap=20000&hold=1");
                default -> {}
            }
        }
        return requests;
    }

    Sample of(CalibrationPoint point) throws IOException, InterruptedException {
        try (CalibrationServer server = CalibrationServer.start(point, layout, work, kernel, certificate)) {
            List<Long> children = awaitChildren(server, point);
            Map<Long, Memory> idle = new HashMap<>();
            for (long child : children) {
                idle.put(child, Memory.of(ProcessMemory.of(child)));
            }
            try (Clients clients = new Clients(server::connect);
                    PeakWatch peaks = new PeakWatch(all(server, children))) {
                int allAtOnce = children.size() * point.threads();
                int someAtOnce = Math.ceilDiv(allAtOnce, PART_OF_THREADS);
                if (point.tls()) {
                    clients.comeAndGo(HANDSHAKES * children.size(), someAtOnce);
                }
                clients.connect(children, 1, 1);
                Map<Long, Long> liveIdle = live(children, clients);
                clients.connect(children, point.threads(), point.tls() ? someAtOnce : allAtOnce);
                clients.connect(children, point.threads() + point.parked(), 1);
                clients.hurry(point.threads(), requests, WARM_UP);
                scrape(server);
                Future<List<String>> held = clients.ask(point.threads(), HOLD);
                Thread.sleep(MILLIS_UNTIL_ALL_HOLD);
                long files = once(all(server, children));
                Map<Long, Integer> tasks = tasks(all(server, children));
                OptionalLong kernelBytes = kernel.isPresent() ? kernel.get().bytes() : OptionalLong.empty();
                await(held);
                held = clients.ask(point.threads() - 1, HOLD);
                Thread.sleep(MILLIS_UNTIL_ALL_HOLD);
                Map<Long, Long> liveBusy = live(children, clients);
                await(held);
                List<ChildSample> samples = children.stream()
                        .map(child -> new ChildSample(
                                idle.getOrDefault(child, Memory.NONE),
                                peaks.of(child),
                                liveIdle.getOrDefault(child, 0L),
                                liveBusy.getOrDefault(child, 0L),
                                clients.of(child) - point.threads(),
                                tasks.getOrDefault(child, 0)))
                        .toList();
                return new Sample(
                        point,
                        peaks.of(server.pid()),
                        tasks.getOrDefault(server.pid(), 0),
                        samples,
                        files,
                        kernelBytes);
            }
        }
    }

    /**
     * Where the memory of each kind of process goes, by the words of its JVM.
     *
     * @return the control process, then one child
     */
    List<NativeMemory> byCategory(CalibrationPoint point, Path tool) throws IOException, InterruptedException {
        try (CalibrationServer server =
                CalibrationServer.start(point, layout, work, Optional.empty(), certificate, NativeMemory.OPTION)) {
            List<Long> children = awaitChildren(server, point);
            try (Clients clients = new Clients(server::connect)) {
                clients.connect(children, point.threads(), point.connections());
                clients.hurry(point.threads(), requests, Duration.ZERO);
                return List.of(NativeMemory.of(tool, server.pid()), NativeMemory.of(tool, children.getFirst()));
            }
        }
    }

    private static List<Long> all(CalibrationServer server, List<Long> children) {
        List<Long> all = new ArrayList<>(children);
        all.add(server.pid());
        return all;
    }

    private static List<Long> awaitChildren(CalibrationServer server, CalibrationPoint point)
            throws InterruptedException, IOException {
        long end = System.nanoTime() + PATIENCE;
        while (server.children().size() < point.children()
                || !ask(server, "/server-status?auto").contains("IdleWorkers: " + point.children() * point.threads())) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("the server does not start its children: " + point);
            }
            Thread.sleep(50);
        }
        return server.children();
    }

    private static Map<Long, Long> live(List<Long> children, Clients clients) throws IOException {
        Map<Long, Long> live = new HashMap<>();
        for (long child : children) {
            live.put(child, Long.parseLong(clients.askOne(child, LIVE)));
        }
        return live;
    }

    /** The control process is never busier than when it is asked how it is. */
    private static void scrape(CalibrationServer server) throws IOException {
        for (int i = 0; i < SCRAPES; i++) {
            for (String path : List.of("/readyz", "/livez", "/metrics", "/server-status", "/server-status?auto")) {
                ask(server, path);
            }
        }
    }

    private static String ask(CalibrationServer server, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.managementPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void await(Future<List<String>> held) throws IOException, InterruptedException {
        try {
            held.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static Map<Long, Integer> tasks(List<Long> processes) throws IOException {
        Map<Long, Integer> tasks = new HashMap<>();
        for (long process : processes) {
            try (Stream<Path> each = Files.list(Path.of("/proc", Long.toString(process), "task"))) {
                tasks.put(process, (int) each.count());
            }
        }
        return tasks;
    }

    /** Of each file the pages of the process that has most of them: they all use the same parts. */
    private static long once(List<Long> processes) throws IOException {
        Map<String, Long> most = new TreeMap<>();
        for (long process : processes) {
            ProcessMemory.of(process).fileBytes().forEach((file, bytes) -> most.merge(file, bytes, Math::max));
        }
        return most.values().stream().mapToLong(Long::longValue).sum();
    }
}
