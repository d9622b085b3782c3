package io.mpmoperator.operator.plan;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.operator.TestPlanner;
import io.mpmoperator.operator.TestWebServers;
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
                "containers: [{name: webserver, lifecycle: {preStop: {sleep: {seconds: 100}}}}]",
            })
    void acceptsWhatCanBe(String pod) {
        assertInstanceOf(Decision.Accepted.class, decide(pod));
    }

    private static Decision decide(String pod) {
        return TestPlanner.create()
                .decide(TestWebServers.of("mpm: {mode: event}\npodTemplate: {spec: {%s}}\n".formatted(pod)));
    }
}
