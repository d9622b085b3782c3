package io.mpmoperator.operator.cluster;

import com.sun.net.httpserver.HttpServer;
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
import io.mpmoperator.operator.resources.PodTemplates;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a node would say of the pods of one namespace where there is none: they are ready, have the memory that they ask
 * for, and their management ports answer with the configuration that they were told of.
 */
final class FakeKubelet implements AutoCloseable {

    private final KubernetesClient client;
    private final String namespace;
    private final boolean refusesToResize;
    private final Map<String, HttpServer> servers = new ConcurrentHashMap<>();
    private final Map<String, String> configurations = new ConcurrentHashMap<>();
    private final Map<String, Quantity> granted = new ConcurrentHashMap<>();
    private final Thread thread;

    FakeKubelet(KubernetesClient client, String namespace, boolean refusesToResize) {
        this.client = client;
        this.namespace = namespace;
        this.refusesToResize = refusesToResize;
        this.thread = Thread.ofPlatform().name("fake-kubelet").daemon().start(this::run);
    }

    String namespace() {
        return namespace;
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
        configurations.put(name, pod.getMetadata().getAnnotations().getOrDefault(PodTemplates.CONFIG_HASH, ""));
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
                || known.getConditions().size() != status.getConditions().size()) {
            client.resource(new PodBuilder(pod).withStatus(status).build())
                    .subresource("status")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("status", status)));
        }
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
                .withStatus("True")
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

    private HttpServer listen(String pod) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int attempt = 0; attempt < 20; attempt++) {
            String ip = "127.%d.%d.%d".formatted(random.nextInt(1, 255), random.nextInt(256), random.nextInt(1, 255));
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress(ip, PodLayout.MANAGEMENT_PORT), 0);
                server.createContext("/metrics", exchange -> {
                    byte[] text = metrics(pod).getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, text.length);
                    try (OutputStream out = exchange.getResponseBody()) {
                        out.write(text);
                    }
                });
                server.start();
                return server;
            } catch (IOException taken) {
                // another address is tried
            }
        }
        throw new UncheckedIOException(new IOException("no loopback address is free"));
    }

    private String metrics(String pod) {
        return "webserver_configuration_info{sha256=\"%s\"} 1\nwebserver_processes{state=\"draining\"} 0\n"
                .formatted(configurations.getOrDefault(pod, ""));
    }

    @Override
    public void close() {
        thread.interrupt();
        List.copyOf(servers.values()).forEach(server -> server.stop(0));
    }
}
