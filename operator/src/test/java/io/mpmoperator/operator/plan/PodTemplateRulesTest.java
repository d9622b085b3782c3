package io.mpmoperator.operator.plan;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.operator.TestPlanner;
import io.mpmoperator.operator.TestWebServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodTemplateRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            restartPolicy: Never                                                  | restartPolicy Never
            activeDeadlineSeconds: 5                                              | activeDeadlineSeconds
            ephemeralContainers: [{name: shell, image: busybox}]                  | ephemeralContainers
            os: {name: windows}                                                   | os.name windows
            initContainers: [{name: webserver, image: busybox}]                   | initContainers[0].name webserver
            containers: [{name: webserver, ports: [{name: http, containerPort: 81}]}] | containers[webserver].ports[0].name http
            containers: [{name: webserver, ports: [{name: management, containerPort: 9000, protocol: UDP}]}] | containers[webserver].ports[0].name management
            securityContext: {runAsUser: 0}                                       | securityContext.runAsUser 0
            containers: [{name: webserver, securityContext: {runAsUser: 0}}]      | containers[webserver].securityContext.runAsUser 0
            initContainers: [{name: fix, image: i, securityContext: {runAsUser: 0}}] | initContainers[fix].securityContext.runAsUser 0
            securityContext: {seccompProfile: {localhostProfile: p.json}}         | securityContext.seccompProfile.localhostProfile
            resources: {limits: {memory: 16Mi}}                                   | resources.limits.memory 16Mi
            resources: {requests: {memory: 16Mi}}                                 | resources.requests.memory 16Mi
            resources: {requests: {cpu: 2}, limits: {cpu: 1}}                     | resources.requests.cpu 2: the limit beside it is 1
            resources: {limits: {memory: 8Gi}, requests: {memory: 9Gi}}           | resources.requests.memory 9Gi
            resources: {limits: {cpu: -1}}                                        | resources.limits.cpu '-1' is no amount
            resources: {limits: {cpu: 1}}, containers: [{name: webserver, resources: {limits: {cpu: 1500m}}}] | containers[webserver].resources.limits.cpu 1.5: the limit of the pod is 1
            resources: {limits: {memory: 8Gi}}, containers: [{name: side, image: i, resources: {limits: {memory: 9Gi}}}] | containers[side].resources.limits.memory 9Gi
            resources: {requests: {cpu: 1}}, containers: [{name: webserver, resources: {requests: {cpu: 2}}}] | resources.requests.cpu 1: its containers request 2 together
            resources: {requests: {memory: 4Gi}}, containers: [{name: side, image: i, resources: {requests: {memory: 4Gi}}}] | resources.requests.memory 4Gi: its containers request
            resources: {requests: {memory: 4Gi}}, containers: [{name: side, image: i, resources: {limits: {memory: 4Gi}}}] | resources.requests.memory 4Gi: its containers request
            resources: {limits: {cpu: 500m}}, containers: [{name: webserver, resources: {requests: {cpu: 1}}}] | resources.limits.cpu 0.5: its containers request 1 together
            resources: {limits: {memory: 4Gi}}, containers: [{name: side, image: i, resources: {requests: {memory: 4Gi}}}] | resources.limits.memory 4Gi: its containers request
            resources: {requests: {memory: 4Gi}}, initContainers: [{name: side, image: i, restartPolicy: Always, resources: {requests: {memory: 4Gi}}}] | resources.requests.memory 4Gi
            resources: {requests: {memory: 4Gi}}, initContainers: [{name: fix, image: i, resources: {requests: {memory: 5Gi}}}] | resources.requests.memory 4Gi
            containers: [{name: webserver, resources: {requests: {cpu: 2}, limits: {cpu: 1}}}] | containers[webserver].resources.requests.cpu 2
            containers: [{name: side, image: i, resources: {requests: {memory: 2Gi}, limits: {memory: 1Gi}}}] | containers[side].resources.requests.memory 2Gi
            initContainers: [{name: fix, image: i, resources: {requests: {cpu: 2}, limits: {cpu: 1}}}] | initContainers[fix].resources.requests.cpu 2
            containers: [{name: web-server, tty: true}]                           | containers[web-server].image
            containers: [{name: webserver, image: ''}]                            | containers[webserver].image
            initContainers: [{name: fix}]                                         | initContainers[fix].image
            initContainers: [{name: a, image: i}], containers: [{name: a, image: i}] | containers[a].name
            containers: [{name: side, image: i, lifecycle: {preStop: {sleep: {seconds: 100}}}}] | containers[side].lifecycle.preStop.sleep.seconds 100
            containers: [{name: webserver, lifecycle: {postStart: {sleep: {seconds: 100}}}}] | containers[webserver].lifecycle.postStart.sleep.seconds 100
            """)
    void refusesWhatCannotBeByItsPath(String pod, String path) {
        Decision decision = decide(pod);

        String message = assertInstanceOf(Decision.Refused.class, decision).message();
        assertTrue(message.startsWith("spec.podTemplate.spec." + path), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "restartPolicy: Always",
                "os: {name: linux}",
                "containers: [{name: webserver, ports: [{name: https, containerPort: 8081}]}]",
                "containers: [{name: webserver, ports: [{name: web, containerPort: 8080}]}]",
                "containers: [{name: side, image: i, ports: [{name: http, containerPort: 81}]}]",
                "securityContext: {runAsUser: 0, runAsNonRoot: false}",
                "securityContext: {runAsUser: 0}, containers: [{name: webserver, securityContext: {runAsUser: 5}}]",
                "initContainers: [{name: fix, image: i, securityContext: {runAsUser: 0, runAsNonRoot: false}}]",
                "securityContext: {seccompProfile: {type: Localhost, localhostProfile: p.json}}",
                "resources: {limits: {memory: 8Gi, cpu: 1}}",
                "resources: {limits: {cpu: 500m}}",
                "resources: {requests: {cpu: 1}}",
                "resources: {requests: {memory: 4Gi}}, initContainers: [{name: fix, image: i, resources: {requests: {memory: 4Gi}}}]",
                "containers: [{name: webserver, resources: {limits: {cpu: 1}}}]",
                "containers: [{name: webserver, resources: {requests: {cpu: 1}}}]",
                "containers: [{name: webserver, resources: {limits: {memory: 1Mi}, requests: {memory: 1Ti}}}]",
                "restartPolicy: ''",
                "containers: [{name: webserver, lifecycle: {preStop: {sleep: {seconds: 100}}}}]",
            })
    void acceptsWhatCanBe(String pod) {
        assertInstanceOf(Decision.Accepted.class, decide(pod));
    }

    @Test
    void refusesTheOldAnnotationThatContradictsTheDerivedProfile() {
        String annotation = "mpm: {mode: event}\npodTemplate: {metadata: {annotations: {"
                + "seccomp.security.alpha.kubernetes.io/pod: %s}}}\n";

        var refused = assertInstanceOf(
                Decision.Refused.class,
                TestPlanner.create().decide(TestWebServers.of(annotation.formatted("unconfined"))));
        assertTrue(refused.message().contains("securityContext.seccompProfile"), refused.message());
        assertInstanceOf(
                Decision.Accepted.class,
                TestPlanner.create().decide(TestWebServers.of(annotation.formatted("runtime/default"))));
    }

    private static Decision decide(String pod) {
        return TestPlanner.create()
                .decide(TestWebServers.of("mpm: {mode: event}\npodTemplate: {spec: {%s}}\n".formatted(pod)));
    }
}
