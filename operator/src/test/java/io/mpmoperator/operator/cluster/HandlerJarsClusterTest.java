package io.mpmoperator.operator.cluster;

import static io.mpmoperator.operator.cluster.RunningOperator.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.mpmoperator.api.v1alpha1.Condition;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.resources.HandlerCopies;
import io.mpmoperator.testing.NeedsCluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of the ConfigMap of spec.handlerJars: real Deployments and ReplicaSets, and a kubelet that is none. */
@NeedsCluster
@ExtendWith(Definitions.class)
@SuppressWarnings("NullAway.Init")
class HandlerJarsClusterTest {

    private static final String NAME = "greeter";
    private static final String JARS = "jars";
    private static final String GOOD = "good.jar";
    private static final String BETTER = "better.jar";
    private static final String BARE = "mpm: {mode: event, maxRequestWorkers: 50}\n"
            + "podTemplate: {spec: {nodeSelector: {example.com/nowhere: 'true'}}}\n";
    private static final String SPEC = BARE + "handlerJars: {configMap: {name: jars}}\n";

    private RunningOperator running;
    private FakeKubelet kubelet;

    @BeforeAll
    static void install() throws Exception {
        InstalledCrd.install();
    }

    @BeforeEach
    void start() {
        running = new RunningOperator();
        kubelet = new FakeKubelet(running.client, running.namespace, false);
    }

    @AfterEach
    void stop() {
        kubelet.close();
        running.close();
    }

    @Test
    void aBadJarReachesTheNewPodsAloneAndTheOldOnesKeepWhatTheyBeganWith() {
        replaceJars(GOOD);
        rolledOut("replicas: 2\n" + SPEC);
        Set<String> before = uids();
        String good = mounted();

        replaceJars(FakeKubelet.BROKEN_JAR);
        await("new pods have the new jars", () -> pods().size() == 3 && copies().size() == 2);
        String broken = mounted();
        replaceJars(FakeKubelet.BROKEN_JAR + "2", FakeKubelet.BROKEN_JAR);
        await(
                "the copy that no pod mounts is deleted",
                () -> nudged() && !mounted().equals(broken) && !copies().contains(broken));
        running.replace(running.client);
        assertTrue(uids().containsAll(before));
        assertTrue(isReady(before));
        assertEquals(Set.of(good, mounted()), copies());

        replaceJars(GOOD);
        await("the first jars are mounted again", () -> mounted().equals(good));
        rolledOut();
        assertEquals(before, uids());
        await("one copy is left", () -> nudged() && copies().equals(Set.of(good)));

        replaceJars(BETTER);
        await("other jars are mounted", () -> !mounted().equals(good));
        await("all pods have them", () -> uids().size() == 2 && uids().stream().noneMatch(before::contains));
        await("one copy is left", () -> nudged() && copies().equals(Set.of(mounted())));
    }

    @Test
    void copiesAreTheWebServersOwnAndGoWithTheSpec() {
        replaceJars(GOOD);
        rolledOut(SPEC);
        ConfigMap copy = configMap(mounted()).orElseThrow();

        assertEquals(true, copy.getImmutable());
        assertEquals(Map.of(GOOD, "content"), copy.getData());
        assertEquals(Map.of("binary.jar", "AAEC"), copy.getBinaryData());
        assertTrue(HandlerCopies.isOneOf(copy, running.identity(NAME)));

        running.client.resource(copy).delete();
        await(
                "it is made anew",
                () -> configMap(mounted())
                        .filter(found -> !found.getMetadata()
                                .getUid()
                                .equals(copy.getMetadata().getUid()))
                        .isPresent());
        running.apply(NAME, BARE);
        rolledOut();
        await("no copy is left", () -> nudged() && copies().isEmpty());
        assertTrue(configMap(JARS).isPresent());
    }

    @Test
    void podsKeepTheirJarsWhenTheConfigMapIsGoneOrAnotherIsNamedThatIsNotThere() {
        replaceJars(GOOD);
        rolledOut(SPEC);
        Set<String> before = uids();
        String good = mounted();

        running.client
                .configMaps()
                .inNamespace(running.namespace)
                .withName(JARS)
                .delete();
        awaitMissing("ConfigMap/jars");
        running.apply(NAME, "replicas: 2\n" + SPEC.replace("name: jars", "name: nowhere"));
        awaitMissing("ConfigMap/nowhere");
        await("there may be more pods of the same kind", () -> pods().size() == 2);
        running.apply(NAME, "replicas: 2\n" + SPEC + "content: {configMap: {name: nowhere-either}}\n");
        awaitMissing("ConfigMap/nowhere-either");

        assertTrue(uids().containsAll(before));
        assertEquals(good, mounted());
        assertEquals(Set.of(good), copies());

        replaceJars(GOOD);
        running.apply(NAME, "replicas: 2\n" + SPEC);
        await("nothing is missing", () -> is("Degraded", "AsExpected"));
        rolledOut();
        assertTrue(uids().containsAll(before));
    }

    @Test
    void podsAreMadeWhenTheirJarsAreThere() {
        running.apply(NAME, SPEC);
        awaitMissing("ConfigMap/jars");
        assertTrue(deployment().isEmpty());

        replaceJars(GOOD);
        rolledOut();

        assertEquals(Set.of(mounted()), copies());
    }

    @Test
    void whatHasTheNameOfACopyIsLeftAloneAndWhatWasLeftBehindIsAdopted() {
        replaceJars(GOOD);
        rolledOut(SPEC);
        String good = mounted();
        Set<String> before = uids();
        ConfigMap better = HandlerCopies.of(running.identity(NAME), jars(BETTER));
        running.client
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(better.getMetadata().getName())
                        .withNamespace(running.namespace)
                        .endMetadata()
                        .addToData("mine", "yes")
                        .build())
                .create();
        replaceJars(BETTER);
        await("the status says whose it is", () -> is("Degraded", "NameTaken"));
        assertEquals(good, mounted());
        replaceJars(GOOD);
        await("nothing is wrong with it any more", () -> is("Degraded", "AsExpected"));

        running.client
                .resources(WebServer.class)
                .inNamespace(running.namespace)
                .withName(NAME)
                .withPropagationPolicy(DeletionPropagation.ORPHAN)
                .delete();
        await("it is gone", () -> running.webServer(NAME).isEmpty());
        rolledOut(SPEC);

        assertEquals(before, uids());
        await(
                "it is the new one's",
                () -> configMap(good).orElseThrow().getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner ->
                                owner.getUid().equals(running.identity(NAME).uid())));
        assertNotEquals(Set.of(), copies());
    }

    private void replaceJars(String... jars) {
        running.client.resource(jars(jars)).createOr(NonDeletingOperation::update);
        nudge();
    }

    /** The operator looks at ConfigMaps of others now and then; at a change of what it made at once. */
    private void nudge() {
        var services = running.client.services().inNamespace(running.namespace).withName(NAME);
        if (services.get() != null) {
            services.edit(service -> new ServiceBuilder(service)
                    .editMetadata()
                    .addToAnnotations("example.com/nudged", Long.toString(System.nanoTime()))
                    .endMetadata()
                    .build());
        }
    }

    private boolean nudged() {
        nudge();
        return true;
    }

    private ConfigMap jars(String... jars) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(JARS)
                .withNamespace(running.namespace)
                .endMetadata()
                .withData(Set.of(jars).stream().collect(Collectors.toMap(jar -> jar, jar -> "content")))
                .addToBinaryData("binary.jar", "AAEC")
                .build();
    }

    private void awaitMissing(String reference) {
        await(
                "it is said that %s is missing".formatted(reference),
                () -> running.condition(NAME, "Degraded")
                        .filter(condition -> condition.reason().equals("ReferenceMissing"))
                        .map(Condition::message)
                        .filter(message -> message.startsWith(reference + " is referred to, and is not there"))
                        .isPresent());
    }

    private boolean is(String type, String reason) {
        return running.condition(NAME, type)
                .filter(condition -> condition.reason().equals(reason))
                .isPresent();
    }

    private void rolledOut(String spec) {
        running.apply(NAME, spec);
        rolledOut();
    }

    private void rolledOut() {
        await(
                "it is rolled out",
                () -> is("Progressing", "RolledOut")
                        && running.condition(NAME, "Progressing")
                                .filter(condition -> running.webServer(NAME)
                                        .map(found -> found.getMetadata().getGeneration())
                                        .filter(generation -> generation.equals(condition.observedGeneration()))
                                        .isPresent())
                                .isPresent()
                        && running.client.pods().inNamespace(running.namespace).list().getItems().stream()
                                .noneMatch(Pod::isMarkedForDeletion));
    }

    private Optional<Deployment> deployment() {
        return Optional.ofNullable(running.client
                .apps()
                .deployments()
                .inNamespace(running.namespace)
                .withName(NAME)
                .get());
    }

    private String mounted() {
        PodSpec pods = deployment().orElseThrow().getSpec().getTemplate().getSpec();
        return HandlerCopies.mountedBy(pods).orElse("");
    }

    private Optional<ConfigMap> configMap(String name) {
        return Optional.ofNullable(running.client
                .configMaps()
                .inNamespace(running.namespace)
                .withName(name)
                .get());
    }

    private Set<String> copies() {
        return running.client.configMaps().inNamespace(running.namespace).list().getItems().stream()
                .filter(HandlerCopies::isOne)
                .map(HasMetadata::getMetadata)
                .map(metadata -> metadata.getName())
                .collect(Collectors.toSet());
    }

    private List<Pod> pods() {
        return running.client.pods().inNamespace(running.namespace).list().getItems().stream()
                .filter(pod -> !pod.isMarkedForDeletion())
                .toList();
    }

    private Set<String> uids() {
        return pods().stream().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet());
    }

    private boolean isReady(Set<String> uids) {
        return pods().stream()
                .filter(pod -> uids.contains(pod.getMetadata().getUid()))
                .allMatch(pod -> pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True")));
    }
}
