package io.mpmoperator.operator.cluster;

import static io.mpmoperator.operator.cluster.RunningOperator.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.mpmoperator.operator.resources.HandlerCopies;
import io.mpmoperator.operator.resources.OwnedKind;
import io.mpmoperator.operator.resources.ServerLabels;
import io.mpmoperator.testing.NeedsCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rights that the chart grants are those that the operator uses: each request is one, and each right was needed. */
@NeedsCluster
@ExtendWith(Definitions.class)
class RbacClusterTest {

    private static final Path CHART = Path.of(System.getProperty("golden.folder"))
            .resolve("../../../../../helm/mpm-operator/templates/_helpers.tpl");
    private static final String BEGIN = "{{- define \"mpm-operator.rules\" -}}";
    private static final String END = "{{- end -}}";
    private static final String NOWHERE =
            "podTemplate: {spec: {nodeSelector: {example.com/nowhere: 'true'}, containers: [{name: webserver, resources:"
                    + " {requests: {cpu: 50m}}}]}}\n";
    private static final String LITTLE = "replicas: 1\nmpm: {mode: event, maxRequestWorkers: 50}\n" + NOWHERE;
    private static final String EVERYTHING = LITTLE + """
            content: {configMap: {name: content}}
            handlerJars: {configMap: {name: content}}
            tls: {secretName: cert}
            ingress: {hosts: [shop.example.com]}
            httpRoute: {parentRefs: [{name: gate}]}
            autoscaling: {minReplicas: 1, maxReplicas: 4}
            podDisruptionBudget: {}
            networkPolicy: {}
            logging: {accessLog: {persistentVolumeClaim: {claimName: logs}}}
            monitoring: {}
            """;

    private static final List<OwnedKind> OPTIONAL = List.of(
            OwnedKind.HTTP_ROUTE,
            OwnedKind.POD_MONITOR,
            OwnedKind.INGRESS,
            OwnedKind.NETWORK_POLICY,
            OwnedKind.POD_DISRUPTION_BUDGET,
            OwnedKind.HORIZONTAL_POD_AUTOSCALER);
    private static final String SOMEBODY = "somebody";

    @Test
    void everyRightIsUsedAndEveryRequestIsAllowed() throws Exception {
        InstalledCrd.install();
        OtherCrds.install();
        TreeSet<Rule> used = new TreeSet<>();
        try (ApiProxy proxy = new ApiProxy();
                KubernetesClient client = proxy.client();
                RunningOperator running = new RunningOperator(client);
                FakeKubelet kubelet = new FakeKubelet(running.client, running.namespace, false)) {
            assertEquals(running.namespace, kubelet.namespace());
            goThroughEverything(running);
            proxy.answered()
                    .forEach(answered -> Rule.of(answered.request()).ifPresent(rule -> {
                        used.add(rule);
                        if (answered.code() == 201) {
                            used.add(rule.withVerb("create"));
                        }
                    }));
        }
        used.add(new Rule("mpm-operator.io", "webservers/finalizers", "update"));

        assertEquals(lines(Rule.parse(rulesOf(Files.readString(CHART)))), lines(used));
    }

    /** The rules are in the chart's templates without a variable. */
    private static String rulesOf(String templates) {
        int begin = templates.indexOf(BEGIN) + BEGIN.length();
        return templates.substring(begin, templates.indexOf(END, begin));
    }

    private static void goThroughEverything(RunningOperator running) {
        running.client
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("content")
                        .withNamespace(running.namespace)
                        .endMetadata()
                        .build())
                .create();
        running.client
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("cert")
                        .withNamespace(running.namespace)
                        .endMetadata()
                        .build())
                .create();
        running.apply("all", LITTLE);
        rolledOut(running);
        running.apply("all", LITTLE + "sizing: {handler: {heap: 64Mi}}\n");
        await(
                "its pods are resized",
                () -> running.condition("all", "Progressing")
                        .filter(condition -> condition.reason().equals("ResizingInPlace"))
                        .isPresent());
        rolledOut(running);
        running.apply("all", EVERYTHING);
        for (OwnedKind kind : OwnedKind.values()) {
            await(kind.kind() + " is there", () -> running.owned(kind, "all").isPresent());
        }
        for (OwnedKind kind : OPTIONAL) {
            relabel(running, kind);
            await(kind.kind() + " is put back", () -> !relabelled(running, kind));
        }
        running.apply("all", LITTLE);
        for (OwnedKind kind : OPTIONAL) {
            await(kind.kind() + " is gone", () -> running.owned(kind, "all").isEmpty());
        }
        await(
                "the copy of jars is gone",
                () -> running.client.configMaps().inNamespace(running.namespace).list().getItems().stream()
                        .noneMatch(HandlerCopies::isOne));
    }

    private static void relabel(RunningOperator running, OwnedKind kind) {
        running.client
                .genericKubernetesResources(kind.apiVersion(), kind.kind())
                .inNamespace(running.namespace)
                .withName("all")
                .edit(object -> {
                    object.getMetadata().getLabels().put(ServerLabels.MANAGED_BY, SOMEBODY);
                    return object;
                });
    }

    private static boolean relabelled(RunningOperator running, OwnedKind kind) {
        return running.owned(kind, "all")
                .filter(object ->
                        SOMEBODY.equals(object.getMetadata().getLabels().get(ServerLabels.MANAGED_BY)))
                .isPresent();
    }

    private static void rolledOut(RunningOperator running) {
        await(
                "it is rolled out",
                () -> running.condition("all", "Progressing")
                        .filter(condition -> condition.reason().equals("RolledOut"))
                        .filter(condition -> running.webServer("all")
                                .map(found -> found.getMetadata().getGeneration())
                                .filter(generation -> generation.equals(condition.observedGeneration()))
                                .isPresent())
                        .isPresent());
    }

    private static String lines(Set<Rule> rules) {
        return rules.stream().map(Rule::toString).collect(Collectors.joining("\n"));
    }
}
