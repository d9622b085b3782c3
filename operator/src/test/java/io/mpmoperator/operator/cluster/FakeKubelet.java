package io.mpmoperator.operator.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.mpmoperator.operator.plan.PodLayout;
import io.mpmoperator.operator.pods.PodMetricsReader;
import io.mpmoperator.operator.resources.ConfVolume;
import io.mpmoperator.operator.resources.HandlerCopies;
import io.mpmoperator.operator.resources.Hashes;
import io.mpmoperator.operator.resources.PodTemplates;
import io.mpmoperator.operator.resources.ServerLabels;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a node would say of the pods of one namespace where there is none: they are ready, have the memory that they ask
 * for, and their management ports answer with the configuration that they were told of.
 */
final class FakeKubelet implements AutoCloseable {

    /** A configuration with this in it is refused. */
    static final String REFUSED = "no.such.Handler";

    /** A pod whose jars have this among them does not become ready. */
    static final String BROKEN_JAR = "broken.jar";

    private final KubernetesClient client;
    private final String namespace;
    private final boolean refusesToResize;
    private final Map<String, HttpServer> servers = new ConcurrentHashMap<>();
    private final Map<String, String> configurations = new ConcurrentHashMap<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final Map<String, Quantity> granted = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile List<String> certificates = List.of();

    FakeKubelet(KubernetesClient client, String namespace, boolean refusesToResize) {
        this.client = client;
        this.namespace = namespace;
        this.refusesToResize = refusesToResize;
        this.thread = Thread.ofPlatform().name("fake-kubelet").daemon().start(this::run);
    }

    String namespace() {
        return namespace;
    }

    /** What the servers of all pods serve with from now on. */
    void serveWith(String... certificateHashes) {
        certificates = List.of(certificateHashes);
    }

    private void run() {
        try {
            while (true) {
                lookAtAll();
                Thread.sleep(200);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookAtAll() {
        for (Pod pod : client.pods().inNamespace(namespace).list().getItems()) {
            try {
                look(pod);
            } catch (KubernetesClientException goneMeanwhile) {
                configurations.remove(pod.getMetadata().getName());
            }
        }
    }

    private void look(Pod pod) {
        String name = pod.getMetadata().getName();
        if (pod.isMarkedForDeletion()) {
            client.resource(pod).withGracePeriod(0).delete();
            return;
        }
        takeUp(pod);
        HttpServer server = servers.computeIfAbsent(name, this::listen);
        PodStatus status = status(pod, server.getAddress().getHostString());
        PodStatus known = new PodStatusBuilder()
                .withPhase(pod.getStatus().getPhase())
                .withPodIP(pod.getStatus().getPodIP())
                .withConditions(pod.getStatus().getConditions())
                .withContainerStatuses(pod.getStatus().getContainerStatuses())
                .build();
        if (!Serialization.asJson(known.getContainerStatuses())
                        .equals(Serialization.asJson(status.getContainerStatuses()))
                || known.getConditions().size() != status.getConditions().size()
                || PodMetricsReader.isReady(pod) != canLoadItsJars(pod)) {
            client.resource(new PodBuilder(pod).withStatus(status).build())
                    .subresource("status")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("status", status)));
        }
    }

    /** As a server does: it starts with the file, and tries what it is told of where a file has it. */
    private void takeUp(Pod pod) {
        String name = pod.getMetadata().getName();
        Map<String, String> texts = Optional.ofNullable(client.configMaps()
                        .inNamespace(namespace)
                        .withName(pod.getMetadata().getLabels().get(ServerLabels.INSTANCE))
                        .get())
                .map(ConfigMap::getData)
                .orElse(Map.of());
        String started = texts.getOrDefault(ConfVolume.key(pod.getSpec()), "");
        String inForce = configurations.computeIfAbsent(name, unknown -> Hashes.sha256(started));
        String announced = pod.getMetadata().getAnnotations().getOrDefault(PodTemplates.CONFIG_HASH, "");
        if (announced.equals(inForce)) {
            refused.remove(name);
            return;
        }
        Stream.of(started, texts.getOrDefault(PodLayout.CONF_CANDIDATE, ""))
                .filter(text -> Hashes.sha256(text).equals(announced))
                .findFirst()
                .ifPresent(text -> tryOut(name, text, announced));
    }

    private void tryOut(String name, String text, String hash) {
        told.add(name);
        if (text.contains(REFUSED)) {
            refused.put(name, hash);
        } else {
            configurations.put(name, hash);
        }
    }

    /** As if the container of every pod ended and were started again. */
    void restartContainers() {
        configurations.clear();
    }

    /** What the server of every pod runs with. */
    Map<String, String> configurations() {
        return Map.copyOf(configurations);
    }

    /** The pods that were told of another configuration than they had. */
    Set<String> told() {
        return Set.copyOf(told);
    }

    private PodStatus status(Pod pod, String ip) {
        Map<String, Quantity> asked = new HashMap<>(
                pod.getSpec().getContainers().getFirst().getResources().getLimits());
        Quantity wanted = asked.get("memory");
        Quantity given = granted.computeIfAbsent(pod.getMetadata().getName(), name -> wanted);
        boolean refused = refusesToResize && !given.equals(wanted);
        if (!refused) {
            granted.put(pod.getMetadata().getName(), wanted);
        }
        asked.put("memory", refused ? given : wanted);
        PodStatusBuilder status = new PodStatusBuilder()
                .withPhase("Running")
                .withPodIP(ip)
                .addNewPodIP(ip)
                .addNewCondition()
                .withType("Ready")
                .withStatus(canLoadItsJars(pod) ? "True" : "False")
                .endCondition()
                .addNewContainerStatus()
                .withName(PodLayout.CONTAINER)
                .withImage("mpm-server:test")
                .withImageID("")
                .withReady(true)
                .withRestartCount(0)
                .withStarted(true)
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .withNewResources()
                .withLimits(asked)
                .endResources()
                .endContainerStatus();
        return refused
                ? status.addNewCondition()
                        .withType("PodResizePending")
                        .withStatus("True")
                        .withReason("Infeasible")
                        .withMessage("Node didn't have enough capacity: memory")
                        .endCondition()
                        .build()
                : status.build();
    }

    /** As a child that starts now finds them, whenever the pod was started. */
    private boolean canLoadItsJars(Pod pod) {
        return HandlerCopies.mountedBy(pod.getSpec())
                .map(jars -> client.configMaps()
                        .inNamespace(namespace)
                        .withName(jars)
                        .get())
                .map(ConfigMap::getData)
                .filter(jars -> jars.containsKey(BROKEN_JAR))
                .isEmpty();
    }

    private HttpServer listen(String pod) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int attempt = 0; attempt < 20; attempt++) {
            String ip = "127.%d.%d.%d".formatted(random.nextInt(1, 255), random.nextInt(256), random.nextInt(1, 255));
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress(ip, PodLayout.MANAGEMENT_PORT), 0);
                server.createContext("/metrics", exchange -> answer(exchange, metrics(pod)));
                server.createContext("/server-status", exchange -> answer(exchange, status(pod)));
                server.start();
                return server;
            } catch (IOException taken) {
                // another address is tried
            }
        }
        throw new UncheckedIOException(new IOException("no loopback address is free"));
    }

    private static void answer(HttpExchange exchange, String said) throws IOException {
        byte[] text = said.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, text.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(text);
        }
    }

    private String metrics(String pod) {
        return """
                webserver_configuration_info{sha256="%s"} 1
                webserver_processes{state="draining"} 0
                webserver_configuration_refused %d
                webserver_tls_certificate_refused 0
                %s""".formatted(
                        configurations.getOrDefault(pod, ""),
                        refused.containsKey(pod) ? 1 : 0,
                        certificates.stream()
                                .map("webserver_tls_certificate_info{sha256=\"%s\",file=\"tls.crt\"} 1\n"::formatted)
                                .collect(Collectors.joining()));
    }

    private String status(String pod) {
        return Optional.ofNullable(refused.get(pod))
                .map("ConfigurationRefused: %s\nConfigurationRefusedReason: no such handler\n"::formatted)
                .orElse("");
    }

    @Override
    public void close() {
        thread.interrupt();
        List.copyOf(servers.values()).forEach(server -> server.stop(0));
    }
}
