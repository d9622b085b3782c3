package io.mpmoperator.operator.cluster;

import static io.mpmoperator.operator.cluster.RunningOperator.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.resources.Hashes;
import io.mpmoperator.operator.resources.PodTemplates;
import io.mpmoperator.operator.resources.ServerLabels;
import io.mpmoperator.testing.NeedsCluster;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pods that are changed in place: real Deployments and ReplicaSets, and a kubelet that is none. */
@NeedsCluster
@ExtendWith(Definitions.class)
@SuppressWarnings("NullAway.Init")
class ResizeClusterTest {

    private static final String NAME = "sized";
    private static final String SMALL = "mpm: {mode: event, maxRequestWorkers: 50}\npodTemplate:"
            + " {spec: {nodeSelector: {example.com/nowhere: 'true'}}}\n";
    private static final String TWO = "replicas: 2\n" + SMALL;
    private static final String MORE_HEAP = "sizing: {handler: {heap: 64Mi}}\n";

    private static final String BAD_HANDLER = "handlers: [{path: /x, className: no.such.Handler}]\n";

    private RunningOperator running;
    private @Nullable FakeKubelet kubelet;

    @BeforeAll
    static void install() throws Exception {
        InstalledCrd.install();
    }

    @BeforeEach
    void start() {
        running = new RunningOperator();
    }

    @AfterEach
    void stop() {
        if (kubelet != null) {
            kubelet.close();
        }
        running.close();
    }

    @Test
    void moreHeapIsGivenToRunningPodsAndEveryObjectSaysSo() {
        kubelet = new FakeKubelet(running.client, running.namespace, false);
        Set<String> before = rolledOut(2);
        String limit = limit(deployment().getSpec().getTemplate().getSpec());

        running.apply(NAME, TWO + MORE_HEAP);
        WebServer settled = settled();

        assertEquals(before, uids());
        assertNotEquals(limit, plannedLimit(settled));
        assertSizedEverywhere(plannedLimit(settled));
        running.apply(NAME, "replicas: 3\n" + SMALL + MORE_HEAP);
        rolledOut(3);
        assertSizedEverywhere(plannedLimit(settled));

        running.apply(NAME, "replicas: 3\n" + SMALL);
        WebServer smaller = settled();

        assertEquals(limit, plannedLimit(smaller));
        assertSizedEverywhere(limit);
    }

    @Test
    void aChangeThatIsTakenBackMidwayLeavesNoPodBehind() {
        kubelet = new FakeKubelet(running.client, running.namespace, false);
        Set<String> before = rolledOut(2);
        String limit = limit(deployment().getSpec().getTemplate().getSpec());
        running.apply(NAME, TWO + MORE_HEAP);
        await(
                "a pod is being resized",
                () -> pods().stream().anyMatch(pod -> !limit(pod.getSpec()).equals(limit)));

        running.apply(NAME, TWO);
        settled();

        assertEquals(before, uids());
        assertSizedEverywhere(limit);
    }

    @Test
    void podsAreReplacedWhereTheirNodeHasNoRoom() {
        kubelet = new FakeKubelet(running.client, running.namespace, true);
        Set<String> before = rolledOut(2);

        running.apply(NAME, TWO + MORE_HEAP);
        WebServer settled = settled();

        assertFalse(uids().stream().anyMatch(before::contains));
        assertSizedEverywhere(plannedLimit(settled));
    }

    @Test
    void aConfigurationThatAPodRefusesReachesNoOtherPodAndIsTriedOnce() {
        FakeKubelet node = new FakeKubelet(running.client, running.namespace, false);
        kubelet = node;
        Set<String> before = rolledOut(2);
        Map<String, String> had = node.configurations();

        running.apply(NAME, TWO + BAD_HANDLER);
        awaitRefusal();

        assertEquals(1, node.told().size());
        assertEquals(before, uids());
        await("everybody has what they had", () -> isTakenBack(had));
        node.restartContainers();
        await("what starts later runs as before", () -> node.configurations().equals(had));
        running.replace(running.client);
        running.apply(NAME, "replicas: 3\n" + SMALL + BAD_HANDLER);
        await("a third pod is there", () -> pods().size() == 3);
        await(
                "it runs as the others do",
                () -> Set.copyOf(node.configurations().values()).equals(Set.copyOf(had.values()))
                        && node.configurations().size() == 3);
        awaitRefusal();

        running.apply(NAME, "replicas: 3\n" + SMALL + "http: {keepAliveTimeout: 7s}\n");
        settled();

        assertFalse(uids().stream().filter(before::contains).count() < 2);
        assertEquals(1, Set.copyOf(node.configurations().values()).size());
        assertFalse(node.configurations().values().stream().anyMatch(had::containsValue));
        await("nothing is noted any more", () -> notes().isEmpty());
        assertEquals(Set.of("webserver.conf"), configMap().getData().keySet());
    }

    @Test
    void aRenewedCertificateIsTakenUpByThePodsThereAre() {
        FakeKubelet node = new FakeKubelet(running.client, running.namespace, false);
        kubelet = node;
        secret("first");
        node.serveWith(Hashes.sha256("first"));
        String tls = TWO + "tls: {secretName: cert}\n";
        running.apply(NAME, tls);
        settled();
        await("the certificate is known", () -> knows("first"));
        Set<String> before = uids();

        secret("second");
        await("pods are told", () -> pods().stream().allMatch(pod -> isTold(pod, "second")));
        node.serveWith(Hashes.sha256("second"));
        await("the certificate is known", () -> knows("second"));

        assertEquals(before, uids());
        assertEquals(before.size(), pods().size());

        running.client.secrets().inNamespace(running.namespace).withName("cert").delete();
        await(
                "it is said that the Secret is missing",
                () -> running.condition(NAME, "Degraded")
                        .filter(condition -> condition.reason().equals("ReferenceMissing"))
                        .isPresent());
        assertEquals(before, uids());
    }

    @Test
    void eachOfSeveralRenewedCertificatesIsTakenUpByThePodsThereAre() {
        FakeKubelet node = new FakeKubelet(running.client, running.namespace, false);
        kubelet = node;
        secret("first");
        secret("blog", "of the blog");
        node.serveWith(Hashes.sha256("first"), Hashes.sha256("of the blog"));
        running.apply(
                NAME, TWO + "tls: {secretName: cert, certificates: [{secretName: blog, hosts: [blog.example]}]}\n");
        settled();
        await("both are known", () -> knows("first", "of the blog"));
        Set<String> before = uids();

        secret("blog", "of the blog, renewed");
        await("pods are told", () -> pods().stream().allMatch(pod -> isTold(pod, "first", "of the blog, renewed")));
        node.serveWith(Hashes.sha256("first"), Hashes.sha256("of the blog, renewed"));
        await("both are known", () -> knows("first", "of the blog, renewed"));
        assertEquals(before, uids());

        running.client.secrets().inNamespace(running.namespace).withName("blog").delete();
        await(
                "it is said that the Secret is missing",
                () -> running.condition(NAME, "Degraded")
                        .filter(condition -> condition.reason().equals("ReferenceMissing"))
                        .filter(condition -> condition.message().contains("Secret/blog"))
                        .isPresent());
    }

    private boolean knows(String... certificates) {
        return hashes(certificates)
                .equals(deployment().getMetadata().getAnnotations().get("mpm-operator.io/certificate"));
    }

    private static String hashes(String... certificates) {
        return Stream.of(certificates).map(Hashes::sha256).sorted().collect(Collectors.joining(","));
    }

    private static boolean isTold(Pod pod, String... certificates) {
        return hashes(certificates).equals(pod.getMetadata().getAnnotations().get(PodTemplates.CERTIFICATE_HASH));
    }

    private void secret(String certificate) {
        secret("cert", certificate);
    }

    private void secret(String name, String certificate) {
        running.client
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(running.namespace)
                        .endMetadata()
                        .addToStringData("tls.crt", certificate)
                        .addToStringData("tls.key", "key")
                        .build())
                .fieldManager("test")
                .forceConflicts()
                .serverSideApply();
    }

    @Test
    void podsOfAnotherTemplateFindTheirConfigurationBesideThatOfTheOldOnes() {
        kubelet = new FakeKubelet(running.client, running.namespace, false);
        rolledOut(2);
        String first = configMap().getData().getOrDefault("webserver.conf", "");

        running.apply(
                NAME,
                "replicas: 2\nmpm: {mode: event, maxRequestWorkers: 500}\npodTemplate:"
                        + " {spec: {nodeSelector: {example.com/nowhere: 'true'}}}\n");
        await(
                "both are there",
                () -> configMap().getData().size() == 2 && configMap().getData().containsValue(first));
        await(
                "the reason is said",
                () -> running.condition(NAME, "Progressing")
                        .filter(condition -> condition.message().contains("ServerLimit"))
                        .isPresent());
        settled();

        await("one is left", () -> Set.copyOf(configMap().getData().values()).size() == 1);
        assertNotEquals(first, configMap().getData().get("webserver.conf"));
    }

    @Test
    void podsStayThoughAnOperatorThatStartsDoesNotSeeTheirDeployment() {
        kubelet = new FakeKubelet(running.client, running.namespace, false);
        rolledOut(2);
        String larger = "replicas: 2\nmpm: {mode: event, maxRequestWorkers: 500}\npodTemplate:"
                + " {spec: {nodeSelector: {example.com/nowhere: 'true'}}}\n";
        running.apply(NAME, larger);
        await(
                "the new pods have a key of their own",
                () -> configMap().getData().size() == 2);
        settled();
        Set<String> before = uids();

        running.replaceAfter(running.client, () -> {
            unlabel(deployment());
            unlabel(configMap());
        });
        await(
                "the Deployment has its label again",
                () -> deployment().getMetadata().getLabels().containsKey(ServerLabels.MANAGED_BY));
        settled();

        assertEquals(before, uids());
    }

    private void unlabel(HasMetadata object) {
        running.client
                .resource(object)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"labels\":{\"%s\":null}}}".formatted(ServerLabels.MANAGED_BY));
    }

    @Test
    void aDeploymentThatSomebodyPausedStaysPaused() {
        kubelet = new FakeKubelet(running.client, running.namespace, false);
        rolledOut(2);
        running.client
                .apps()
                .deployments()
                .inNamespace(running.namespace)
                .withName(NAME)
                .edit(found -> new DeploymentBuilder(found)
                        .editSpec()
                        .withPaused(true)
                        .endSpec()
                        .build());

        running.apply(NAME, TWO + MORE_HEAP);

        await(
                "it is said",
                () -> running.condition(NAME, "Degraded")
                        .filter(condition -> condition.reason().equals("DeploymentPaused"))
                        .isPresent());
        assertTrue(deployment().getSpec().getPaused());
    }

    private void awaitRefusal() {
        await(
                "the refusal is said",
                () -> running.webServer(NAME)
                                .filter(found -> found.getMetadata()
                                        .getGeneration()
                                        .equals(found.getStatus().observedGeneration()))
                                .isPresent()
                        && running.condition(NAME, "Progressing")
                                .filter(condition -> condition.reason().equals("ConfigurationRefused"))
                                .filter(condition -> condition.status().equals("False"))
                                .isPresent()
                        && running.condition(NAME, "Degraded")
                                .filter(condition -> condition.message().endsWith("no such handler"))
                                .isPresent());
    }

    private boolean isTakenBack(Map<String, String> hashes) {
        return configMap().getData().size() == 1
                && pods().stream()
                        .allMatch(pod -> hash(pod.getMetadata().getAnnotations())
                                .equals(hashes.get(pod.getMetadata().getName())))
                && notes().stream().noneMatch(note -> note.contains("resizing"));
    }

    private List<String> notes() {
        return deployment().getMetadata().getAnnotations().keySet().stream()
                .filter(key -> key.contains("resizing") || key.contains("refused"))
                .toList();
    }

    private ConfigMap configMap() {
        return running.client
                .configMaps()
                .inNamespace(running.namespace)
                .withName(NAME)
                .get();
    }

    private Set<String> rolledOut(int pods) {
        running.apply(NAME, running.webServer(NAME).isPresent() ? current(pods) : TWO);
        settled();
        await(pods + " pods are there", () -> pods().size() == pods);
        return uids();
    }

    private String current(int pods) {
        return "replicas: " + pods + "\n" + SMALL + (pods == 3 ? MORE_HEAP : "");
    }

    private WebServer settled() {
        WebServer settled = running.settled(NAME);
        await(
                "all pods are up to date",
                () -> running.condition(NAME, "Progressing")
                        .filter(condition -> condition.reason().equals("RolledOut"))
                        .isPresent());
        await(
                "no pod is ending",
                () -> running.client.pods().inNamespace(running.namespace).list().getItems().stream()
                        .noneMatch(Pod::isMarkedForDeletion));
        return running.webServer(NAME).orElse(settled);
    }

    private void assertSizedEverywhere(String limit) {
        Deployment deployment = deployment();
        String hash = hash(deployment.getSpec().getTemplate().getMetadata().getAnnotations());
        assertEquals(limit, limit(deployment.getSpec().getTemplate().getSpec()));
        assertNull(deployment.getSpec().getPaused());
        assertFalse(
                deployment.getMetadata().getAnnotations().keySet().stream().anyMatch(key -> key.contains("resizing")));
        List<ReplicaSet> withPods =
                running.client.apps().replicaSets().inNamespace(running.namespace).list().getItems().stream()
                        .filter(replicaSet -> replicaSet.getSpec().getReplicas() > 0)
                        .toList();
        assertEquals(1, withPods.size());
        assertEquals(limit, limit(withPods.getFirst().getSpec().getTemplate().getSpec()));
        for (Pod pod : pods()) {
            assertEquals(limit, limit(pod.getSpec()), pod.getMetadata().getName());
            assertEquals(hash, hash(pod.getMetadata().getAnnotations()));
        }
    }

    private static String hash(Map<String, String> annotations) {
        return Objects.requireNonNull(annotations.get(PodTemplates.CONFIG_HASH));
    }

    private static String plannedLimit(WebServer webServer) {
        return Objects.requireNonNull(
                Objects.requireNonNull(webServer.getStatus().footprint()).memoryLimit());
    }

    private static String limit(PodSpec pod) {
        return String.valueOf(
                pod.getContainers().getFirst().getResources().getLimits().get("memory"));
    }

    private Deployment deployment() {
        return running.client
                .apps()
                .deployments()
                .inNamespace(running.namespace)
                .withName(NAME)
                .get();
    }

    private List<Pod> pods() {
        return running.client.pods().inNamespace(running.namespace).list().getItems().stream()
                .filter(pod -> !pod.isMarkedForDeletion())
                .toList();
    }

    private Set<String> uids() {
        return pods().stream().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet());
    }
}
