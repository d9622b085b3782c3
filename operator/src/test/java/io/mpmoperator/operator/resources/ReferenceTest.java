package io.mpmoperator.operator.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.operator.TestPlanner;
import io.mpmoperator.operator.TestWebServers;
import io.mpmoperator.operator.plan.Decision;
import io.mpmoperator.operator.plan.PlannedServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReferenceTest {

    private static final PlannedServer SERVER = planned("""
            mpm: {mode: event, maxRequestWorkers: 25}
            tls: {secretName: cert}
            content: {configMap: {name: pages}}
            podTemplate:
              spec:
                containers:
                - name: webserver
                  env:
                  - {name: A, valueFrom: {secretKeyRef: {name: keys, key: a}}}
                  - {name: B, valueFrom: {configMapKeyRef: {name: words, key: b, optional: true}}}
                  envFrom:
                  - secretRef: {name: all}
                initContainers:
                - name: first
                  image: busybox
                  envFrom:
                  - configMapRef: {name: pages}
                volumes:
                - name: parts
                  projected:
                    sources:
                    - secret: {name: part}
            """);

    @Test
    void findsAllThatThePodsReferToButTheirOwnConfiguration() {
        assertEquals(
                List.of(
                        "ConfigMap/pages",
                        "ConfigMap/words",
                        "Secret/all",
                        "Secret/cert",
                        "Secret/keys",
                        "Secret/part"),
                all(SERVER).stream().map(Reference::toString).toList());
    }

    @Test
    void knowsWhatThePodsCanStartWithout() {
        assertEquals(
                List.of("ConfigMap/words"),
                all(SERVER).stream()
                        .filter(Reference::optional)
                        .map(Reference::toString)
                        .toList());
    }

    @Test
    void runningPodsTakeUpEachOfSeveralCertificates() {
        String tls = "tls: {secretName: cert, certificates: [{secretName: a, hosts: [a.example]}, {secretName: b,"
                + " hosts: [b.example]}]}\n";
        PlannedServer several = planned("mpm: {mode: event}\n" + tls);
        PlannedServer alsoMounted = planned("mpm: {mode: event}\n" + tls
                + "podTemplate: {spec: {volumes: [{name: more, secret: {secretName: a}}]}}\n");

        assertEquals(
                "[Secret/cert, Secret/a, Secret/b]", certificatesOf(several).toString());
        assertEquals(List.of(), takenUpAtStart(several));
        assertEquals("[Secret/a, Secret/b, Secret/cert]", all(several).toString());
        assertEquals("[Secret/a]", takenUpAtStart(alsoMounted).toString());
        assertEquals(3, certificatesOf(alsoMounted).size());
    }

    @Test
    void theFirstOfSeveralCertificatesIsThatOfAllWhereNoOtherIs() {
        PlannedServer server =
                planned("mpm: {mode: event}\ntls: {certificates: [{secretName: a, hosts: [a.example]}]}\n");

        assertEquals("[Secret/a]", certificatesOf(server).toString());
        assertEquals("[Secret/a]", all(server).toString());
        assertEquals(
                Optional.of("/etc/webserver-certificates/a/tls.crt"),
                server.conf().tls().map(TlsSettings::certificateFile));
    }

    @Test
    void runningPodsTakeUpACertificateThatTheyUseForNothingElse() {
        PlannedServer alsoMounted = planned("""
                mpm: {mode: event}
                tls: {secretName: cert}
                podTemplate: {spec: {volumes: [{name: more, secret: {secretName: cert}}]}}
                """);

        assertEquals("[Secret/cert]", certificatesOf(SERVER).toString());
        assertEquals(List.of(), certificatesOf(alsoMounted));
    }

    @Test
    void podsAreNotReplacedForTheContentOfWhatTheyHaveACopyOf() {
        String spec =
                "mpm: {mode: event}\nhandlerJars: {configMap: {name: jars}}\ncontent: {configMap: {name: pages}}\n";
        String more = "podTemplate: {spec: {volumes: [{name: more, configMap: {name: jars}}]}}\n";

        assertEquals("[ConfigMap/pages]", takenUpAtStart(planned(spec)).toString());
        assertEquals(
                "[ConfigMap/jars, ConfigMap/pages]",
                takenUpAtStart(planned(spec + more)).toString());
        assertEquals(
                "Optional[ConfigMap/jars]",
                Reference.handlerJarsOf(planned(spec)).toString());
        assertEquals(Optional.empty(), Reference.handlerJarsOf(SERVER));
    }

    @Test
    void aVolumeOfThatNameThatIsTheUsersOwnIsTakenUpAtTheStart() {
        assertEquals(
                "[ConfigMap/jars]",
                takenUpAtStart(planned("mpm: {mode: event}\npodTemplate: {spec: {volumes: [{name: handlers,"
                                + " configMap: {name: jars}}]}}\n"))
                        .toString());
    }

    @Test
    void rollsThePodsWhenTheContentChanges() {
        assertNotEquals(
                Deployments.of(SERVER.withContentHash(Optional.of("1"))),
                Deployments.of(SERVER.withContentHash(Optional.of("2"))));
    }

    private static PlannedServer planned(String spec) {
        Decision decision = TestPlanner.create().decide(TestWebServers.of(spec));
        return assertInstanceOf(Decision.Accepted.class, decision).server();
    }

    private static List<Reference> all(PlannedServer server) {
        return Reference.of(server, PodTemplates.merged(server).template());
    }

    private static List<Reference> takenUpAtStart(PlannedServer server) {
        return Reference.takenUpAtStart(server, PodTemplates.merged(server).template());
    }

    private static List<Reference> certificatesOf(PlannedServer server) {
        return Reference.certificatesOf(server, PodTemplates.merged(server).template());
    }
}
