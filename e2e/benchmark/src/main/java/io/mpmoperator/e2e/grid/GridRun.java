package io.mpmoperator.e2e.grid;

import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.benchmark.traffic.VariedSite;
import io.mpmoperator.e2e.grid.GridResult.Beside;
import io.mpmoperator.e2e.grid.GridResult.Group;
import io.mpmoperator.e2e.local.cgroup.MemoryCgroup;
import io.mpmoperator.e2e.local.cgroup.MemoryCgroups;
import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.Component;
import io.mpmoperator.footprint.Footprint;
import io.mpmoperator.footprint.SizingException;
import io.mpmoperator.footprint.SizingPlan;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Runs a plan as a pod would run: the server alone in a memory cgroup with the plan's limit and nothing to swap to, at full
 * load, with two graceful restarts in the middle.
 */
final class GridRun {

    /** Enough small files that a process's cache of them is full in both ways: of files and of bytes. */
    private static final int FILES = 1200;

    private static final int MEAN_BYTES = 3000;

    /** What is there beside the files of the site, for clients that only have to be answered. */
    static final String WHAT_ALL_HAVE = "/0.html";

    static final int RESTARTS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    /** So long the full load goes on before, between and after the restarts, at least. */
    private static final Duration SHORTEST_PHASE = Duration.ofSeconds(3);

    /** The first phase lasts until each process has answered so many requests: it is as large then as it becomes. */
    private static final int REQUESTS_OF_A_PREFORK_CHILD = 500;

    private static final int REQUESTS_OF_A_CHILD_WITH_THREADS = 3000;

    /** Of the requests of the first phase, after each restart. */
    private static final double PART_AFTER_A_RESTART = 0.3;

    private static final Duration LONGEST_PHASE = Duration.ofMinutes(5);
    private static final Duration TO_PARK = Duration.ofSeconds(20);
    private static final double NEARLY_ALL = 0.85;
    private static final int SCRAPERS = 28;
    private static final Duration PRESSED = Duration.ofSeconds(4);
    private static final Duration BETWEEN_SCRAPES = Duration.ofMillis(100);

    /** What a process of the serving generation has for itself. */
    private static final Set<String> OF_CHILD =
            Set.of("child-base", "child-heap", "request-memory", "threads", "connections", "tls");

    /** What a plan lets strangers hold. */
    static final Set<String> OF_STRANGERS = Set.of("request-memory", "slow-clients");

    private final MemoryCgroups groups;
    private final Path work;
    private final Path content;
    private final VariedSite site;
    private int runs;

    /**
     * Prepares runs.
     *
     * @param work for configurations and logs, a folder for each plan
     */
    GridRun(MemoryCgroups groups, Path work) throws IOException {
        this.groups = groups;
        this.work = work;
        cache();
        this.content = Files.createDirectories(work.resolve("content"));
        this.site = VariedSite.writtenTo(content, FILES, MEAN_BYTES);
        Files.writeString(content.resolve(WHAT_ALL_HAVE.substring(1)), "x".repeat(MEAN_BYTES));
        Files.write(content.resolve(Strangers.LARGE), new byte[Strangers.LARGE_BYTES]);
    }

    /** Has the kernel keep what the server is made of. */
    static void cache() throws IOException {
        cache(ServerProcess.dist());
        cache(Path.of(System.getProperty("java.home"), "lib"));
    }

    /**
     * Reads every file, so that no plan is charged for reading one that others have read by then: such pages fill a group up
     * to its limit, whatever that is, because nothing is lost with them.
     */
    private static void cache(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
        }
    }

    /** Runs a plan under its own limit. */
    GridResult of(GridPlan plan) throws IOException, InterruptedException, SizingException {
        return of(plan, plan.sized().memoryLimitBytes());
    }

    /** Runs a plan under another limit than the model gives it. */
    GridResult of(GridPlan plan, long limitBytes) throws IOException, InterruptedException, SizingException {
        String name = "plan-" + ++runs;
        Path folder = Files.createDirectories(work.resolve(name));
        MemoryCgroup group = groups.create(name, limitBytes);
        try {
            return run(plan, plan.sized(), limitBytes, folder, group);
        } finally {
            Await.until("the processes of " + plan + " are gone", PATIENCE, () -> isEmpty(group));
            group.remove();
        }
    }

    private GridResult run(GridPlan plan, SizingPlan sized, long limitBytes, Path folder, MemoryCgroup group)
            throws IOException, InterruptedException, SizingException {
        Path documentRoot = folder.resolve("content");
        WebServerConf conf = plan.conf(sized, documentRoot);
        String enter = entering(group, content, documentRoot);
        try (ServerProcess server = ServerProcess.startLimited(conf, folder, enter);
                MemoryWatch watch = new MemoryWatch(server, plan.processes())) {
            awaitAll(plan, server, Set.of());
            int idle = plan.workload().idleConnections();
            long parked;
            long requests;
            long failed;
            long again;
            long uncharged;
            List<List<Long>> generations = new ArrayList<>();
            try (ParkedClients _ = parked(server, plan);
                    FullLoad load = new FullLoad(plan, server.port(), site.paths())) {
                parked = park(server, idle);
                serve(server, load, requestsOfAPhase(plan));
                for (int restart = 0; restart < RESTARTS; restart++) {
                    List<Long> before = server.children();
                    generations.add(before);
                    load.last();
                    server.signal("USR1");
                    awaitAll(plan, server, Set.copyOf(before));
                    parked = Math.max(parked, park(server, idle));
                    serve(server, load, (long) (PART_AFTER_A_RESTART * requestsOfAPhase(plan)));
                }
                generations.add(server.children());
                press(server);
                uncharged = uncharged(server, group);
                requests = load.requests() + load.walked();
                failed = load.failed();
                again = load.again();
            }
            Optional<Beside> beside = beside(plan, sized, server);
            long peak = group.peakBytes().orElse(0) + uncharged;
            GridResult result = new GridResult(
                    plan,
                    limitBytes,
                    bytes(sized, Set.of("slow-clients")),
                    peak,
                    group.reclaims(),
                    group.oomKills(),
                    server.log()
                            .lines()
                            .filter(line -> line.contains("OutOfMemoryError"))
                            .count(),
                    parked,
                    requests,
                    failed,
                    again,
                    beside,
                    groups(plan, sized, watch, generations));
            server.signal("TERM");
            server.await(PATIENCE);
            return result;
        }
    }

    /** For the shell: the copy is made inside the group, so that its pages are charged there as a volume's would be. */
    static String entering(MemoryCgroup group, Path content, Path documentRoot) {
        return "echo $$ >'%s' && cp -r '%s' '%s'".formatted(group.membership(), content, documentRoot);
    }

    /** The idle clients, parked before the load begins: then none is closed for those that are busy. */
    private static ParkedClients parked(ServerProcess server, GridPlan plan) throws IOException {
        int idle = plan.workload().idleConnections();
        ParkedClients clients = ParkedClients.open(server.port(), idle, plan.tls());
        try {
            park(server, idle);
            return clients;
        } catch (RuntimeException e) {
            clients.close();
            throw e;
        }
    }

    /** Waits a while until nearly all are parked: processes that are full close some for those that are busy. */
    private static int park(ServerProcess server, int idle) {
        int most = 0;
        long end = System.nanoTime() + TO_PARK.toNanos();
        while (most < NEARLY_ALL * idle && System.nanoTime() - end < 0) {
            Await.pause(BETWEEN_SCRAPES);
            most = Math.max(most, server.statusNumber("ConnsAsyncKeepAlive"));
        }
        return most;
    }

    /** Serves for a phase, asked all the while how it is, as probes and scrapers ask a pod. */
    private void serve(ServerProcess server, FullLoad load, long requests) {
        long began = System.nanoTime();
        long enough = load.requests() + requests;
        while (System.nanoTime() - began < SHORTEST_PHASE.toNanos()
                || (load.requests() < enough && System.nanoTime() - began < LONGEST_PHASE.toNanos())) {
            askHowItIs(server);
        }
    }

    /** As probes and scrapers do, and waits a little. */
    static void askHowItIs(ServerProcess server) {
        for (String path : List.of("/readyz", "/livez", "/metrics", "/server-status?auto", "/server-status")) {
            server.management(path);
        }
        Await.pause(BETWEEN_SCRAPES);
    }

    /**
     * Has nearly as many clients ask for reports at the same time as the control process lets connect, until its heap is as
     * full as it becomes: in a pod's life every heap fills up.
     */
    private static void press(ServerProcess server) {
        long end = System.nanoTime() + PRESSED.toNanos();
        try (ExecutorService scrapers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SCRAPERS; i++) {
                String path = i % 2 == 0 ? "/server-status" : "/metrics";
                scrapers.execute(() -> {
                    while (System.nanoTime() - end < 0) {
                        server.management(path);
                    }
                });
            }
        }
    }

    /** Clients of TLS are spared: what is asked here is about what comes out of it. */
    private static Optional<Beside> beside(GridPlan plan, SizingPlan sized, ServerProcess server) throws IOException {
        if (plan.tls()) {
            return Optional.empty();
        }
        try (Strangers strangers = new Strangers(plan, server.port())) {
            strangers.attack();
            return Optional.of(new Beside(bytes(sized, OF_STRANGERS), strangers.answered(), strangers.failed()));
        }
    }

    static long bytes(SizingPlan sized, Set<String> components) {
        return sized.components().stream()
                .filter(component -> components.contains(component.name()))
                .mapToLong(Component::bytes)
                .sum();
    }

    private static long requestsOfAPhase(GridPlan plan) {
        return (long) plan.processes() * requestsOfAChild(plan.mode());
    }

    private static int requestsOfAChild(Mode mode) {
        return mode == Mode.PREFORK ? REQUESTS_OF_A_PREFORK_CHILD : REQUESTS_OF_A_CHILD_WITH_THREADS;
    }

    /** A new generation, whole; those of the one before may still drain. */
    static void awaitAll(GridPlan plan, ServerProcess server, Set<Long> before) {
        Await.untilReached(plan + " has its processes", PATIENCE, plan.processes(), () -> {
            server.checkAlive();
            return server.children().stream()
                    .filter(child -> !before.contains(child))
                    .count();
        });
    }

    /** Pages of files that the server uses and somebody else is charged for, who used them first. */
    static long uncharged(ServerProcess server, MemoryCgroup group) throws IOException {
        List<Long> some = new ArrayList<>(server.children().stream().limit(4).toList());
        some.add(server.pid());
        return Math.max(0, MappedFiles.bytesOnce(some) - group.mappedFileBytes());
    }

    /** The children of the generation that took most: others had less time. */
    private static List<Group> groups(GridPlan plan, SizingPlan sized, MemoryWatch watch, List<List<Long>> generations)
            throws SizingException {
        List<Long> most = generations.stream()
                .map(watch::of)
                .max(Comparator.comparingDouble(GridRun::mean))
                .orElseThrow();
        long highest = most.stream().mapToLong(Long::longValue).max().orElse(0);
        return List.of(
                new Group("control process", 1, control(sized), watch.control(), watch.control()),
                new Group("child", most.size(), child(plan, sized.settings()), (long) mean(most), highest));
    }

    private static double mean(List<Long> bytes) {
        return bytes.stream().mapToLong(Long::longValue).average().orElse(0);
    }

    private static long control(SizingPlan sized) {
        return sized.components().stream()
                .filter(component -> component.name().equals("control-process"))
                .mapToLong(Component::bytes)
                .sum();
    }

    private static long child(GridPlan plan, MpmSettings settings) throws SizingException {
        Footprint serving =
                Footprint.serving(settings, plan.workload(), plan.tls(), Calibration.shipped(ServerProcess.flavor()));
        return serving.components().stream()
                        .filter(component -> OF_CHILD.contains(component.name()))
                        .mapToLong(Component::bytes)
                        .sum()
                / settings.processes();
    }

    static boolean isEmpty(MemoryCgroup group) {
        try {
            return group.processes().length == 0;
        } catch (IOException e) {
            return true;
        }
    }
}
