package io.mpmoperator.e2e.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.e2e.apiserver.Namespaces;
import io.mpmoperator.e2e.benchmark.report.Statistics;
import io.mpmoperator.e2e.benchmark.report.Target;
import io.mpmoperator.e2e.local.Layout;
import io.mpmoperator.e2e.local.OperatorProgram;
import io.mpmoperator.e2e.local.Prerequisites;
import io.mpmoperator.e2e.local.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The main program of {@code ./mvnw -Pbenchmark-operator}: measures the operator on the cluster of KUBECONFIG, in a namespace
 * of its own, prints what was reached beside what is to be reached, and writes it into {@code e2e/benchmark/target/benchmark}.
 *
 * <p>System properties: {@code local.root} the repository; {@code operator.image} the server image that the cluster's node
 * has, without which no WebServer is started; {@code operator.dist} the operator, where it is not the one that was built
 * here, a native executable for one; {@code operator.webservers} how many; {@code operator.heap} in MiB;
 * {@code benchmark.write} true to write the results into {@code docs} as well, which is checked in.
 */
public final class OperatorBenchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration QUIET = Duration.ofSeconds(60);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final int STARTS = 5;

    private final Path root = Path.of(System.getProperty("local.root", "")).toAbsolutePath();
    private final OperatorProgram program = OperatorProgram.of(new Layout(root));
    private final Goals goals = program.isNative() ? Goals.NATIVE : Goals.JVM;
    private final String image = System.getProperty("operator.image", "");
    private final int many = Integer.getInteger("operator.webservers", 1000);
    private final int heap = Integer.getInteger("operator.heap", 128);
    private final String namespace = "benchmark-" + Long.toString(System.nanoTime(), 36);
    private final Path log;
    private final KubernetesClient client;
    private Path kubeconfig = Path.of("");
    private final Progress progress = new Progress(System.out);
    private final Results results = new Results();

    private OperatorBenchmark(KubernetesClient client) throws IOException {
        this.client = client;
        this.log = Files.createTempFile("mpm-operator", ".log");
    }

    /** Exit status 1, with the reason in a sentence, where it does not come to its end. */
    public static void main(String[] words) {
        if (System.getenv("KUBECONFIG") == null) {
            System.err.println("benchmark-operator: KUBECONFIG names no cluster to measure on");
            System.exit(1);
        }
        Config config = new ConfigBuilder(Config.autoConfigure(null))
                .withRequestTimeout((int) PATIENCE.toMillis())
                .build();
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            new OperatorBenchmark(client).run();
            System.exit(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | ExecutionException | RuntimeException e) {
            System.getLogger(OperatorBenchmark.class.getName()).log(System.Logger.Level.ERROR, "event=failed", e);
            System.exit(1);
        }
    }

    private void run() throws IOException, InterruptedException, ExecutionException {
        Prerequisites.applyDefinitions(client, new Layout(root), "benchmark");
        Namespaces.create(client, namespace);
        try {
            kubeconfig = Account.kubeconfig(client, namespace);
            circumstances();
            measureStarts();
            measureMany();
            if (!image.isEmpty()) {
                measureReady();
            }
        } finally {
            client.namespaces().withName(namespace).delete();
        }
        System.out.printf("%n%s%nthe operator's log: %s%n", results.text(), log);
        results.writeInto(root.resolve("e2e/benchmark/target/benchmark"), goals.file());
        if (Boolean.getBoolean("benchmark.write")) {
            results.writeInto(root.resolve("docs"), goals.file());
        }
    }

    private void circumstances() throws IOException {
        results.note("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        results.note("Java", Runtime.version().toString());
        results.note("Kubernetes", client.getKubernetesVersion().getGitVersion());
        results.note("heap of the operator", heap + " MiB");
        results.note(
                "load average before",
                Files.readString(Path.of("/proc/loadavg")).strip());
    }

    private MeasuredOperator operator() throws IOException, InterruptedException {
        return MeasuredOperator.start(program, kubeconfig, namespace, image, heap, log);
    }

    private void measureStarts() throws IOException, InterruptedException {
        List<Double> starts = new ArrayList<>();
        List<Double> idle = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            try (MeasuredOperator operator = operator()) {
                starts.add(operator.startToReady().toMillis() / 1000.0);
                TimeUnit.SECONDS.sleep(IDLE.toSeconds());
                idle.add((double) operator.memoryMib("VmRSS"));
            }
        }
        progress.done("started %d times: %s s".formatted(STARTS, starts));
        results.add("start to ready, " + goals.words(), Statistics.median(starts), goals.startToReady());
        results.add(
                "memory, idle, %d s after the start".formatted(IDLE.toSeconds()),
                Statistics.median(idle),
                "MiB",
                goals.memoryIdle());
    }

    private void measureMany() throws IOException, InterruptedException, ExecutionException {
        Fleet fleet = new Fleet(client, namespace, many);
        try (MeasuredOperator operator = operator()) {
            Requests before = requests();
            Duration cpuBefore = operator.processorTime();
            long begin = System.nanoTime();
            fleet.apply();
            progress.done("%d WebServers applied".formatted(many));
            await("every child and every status", fleet::isComplete);
            double took = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
            results.add(
                    "%d WebServers at once: all children, all statuses".formatted(many),
                    took,
                    Target.below("s", 90, 45));
            progress.done("all children and all statuses are there: %.1f s".formatted(took));
            results.note(
                    "processor time of the operator for each WebServer",
                    "%.1f ms"
                            .formatted((double) operator.processorTime()
                                            .minus(cpuBefore)
                                            .toMillis()
                                    / many));
            results.note(
                    "requests to the API server for each WebServer, everybody's",
                    requests().since(before).each(many));
            measureSilence(fleet);
            results.add("memory of the operator then", operator.memoryMib("VmRSS"), goals.memoryOfMany());
            results.add("the most memory it ever had", operator.memoryMib("VmHWM"), goals.memoryOfMany());
        }
        fleet.delete();
        await("everything is deleted", fleet::isGone);
    }

    /**
     * Counts from the moment at which all was there; nothing is waited for: what Kubernetes itself still has to do for the
     * Deployments must not make the operator write. Two witnesses are asked, and the one that saw more is believed: the API
     * server's count of requests to apply, which knows those that changed nothing too, and the objects themselves, which
     * know who wrote them by whatever verb, Events included.
     */
    private void measureSilence(Fleet fleet) throws InterruptedException {
        Requests requestsBefore = requests();
        Writes before = Writes.of(fleet.objects());
        TimeUnit.SECONDS.sleep(QUIET.toSeconds());
        Writes after = Writes.of(fleet.objects());
        Requests made = requests().since(requestsBefore);
        List<String> ours = after.oursSince(before);
        long applied = made.total("APPLY");
        results.add(
                "writes of the operator in the %d s after".formatted(QUIET.toSeconds()),
                (double) Math.max(applied, ours.size()),
                Target.below("", 0, 0));
        progress.done("writes in the %d s after: %d requests to apply, written %s"
                .formatted(QUIET.toSeconds(), applied, ours));
        results.note(
                "objects that Kubernetes' own controllers wrote in these %d s".formatted(QUIET.toSeconds()),
                String.valueOf(after.othersSince(before).size()));
    }

    private Requests requests() {
        return Requests.of(Objects.requireNonNullElse(client.raw("/metrics"), ""));
    }

    private void measureReady() throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        try (MeasuredOperator operator = operator()) {
            for (int i = 0; i < STARTS; i++) {
                String name = "ready-" + i;
                long begin = System.nanoTime();
                client.resource(Fleet.webServer(
                                client,
                                namespace,
                                name,
                                "mpm: {mode: event}, sizing: {concurrency: 50}, imagePullPolicy: IfNotPresent"))
                        .create();
                await(name + " is available", () -> isAvailable(name));
                times.add(Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0);
                client.resources(WebServer.class)
                        .inNamespace(namespace)
                        .withName(name)
                        .delete();
                TimeUnit.SECONDS.sleep(3);
            }
            progress.done("from apply to Ready, with %d MiB: %s s".formatted(operator.memoryMib("VmRSS"), times));
        }
        results.add("apply to Ready of one WebServer", Statistics.median(times), Target.below("s", 4, 2));
    }

    private boolean isAvailable(String name) {
        WebServer found = client.resources(WebServer.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
        return found != null
                && found.getStatus() != null
                && found.getStatus().conditions().stream()
                        .anyMatch(condition -> condition.type().equals("Available")
                                && condition.status().equals("True"));
    }

    private static void await(String what, BooleanSupplier condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("%s: not within %d s".formatted(what, PATIENCE.toSeconds()));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
