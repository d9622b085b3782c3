package io.mpmoperator.operator.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpmoperator.operator.TestPlanner;
import io.mpmoperator.operator.TestWebServers;
import io.mpmoperator.operator.plan.Decision;
import io.mpmoperator.operator.plan.PlannedServer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a spec's own pod template and the derived one are together is an object that the API server takes. */
class MergedTemplateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            startupProbe   | {exec: {command: [ls]}}                       | httpGet
            readinessProbe | {tcpSocket: {port: 8080}}                     | httpGet
            livenessProbe  | {grpc: {port: 9000}}                          | httpGet
            livenessProbe  | {httpGet: {path: /x, port: 1, host: example}} | httpGet
            lifecycle      | {preStop: {exec: {command: [ls]}}}            | sleep
            lifecycle      | {preStop: {httpGet: {path: /, port: 80}}}     | sleep
            lifecycle      | {preStop: {tcpSocket: {port: 80}}}            | sleep
            """)
    void theOperatorsHandlerAloneIsLeft(String field, String own, String handler) {
        PodTemplates.Merged merged = merged("%s: %s".formatted(field, own));
        JsonNode made = container(merged).path(field);
        JsonNode holder = field.equals("lifecycle") ? made.path("preStop") : made;
        JsonNode derived = container(merged("tty: true")).path(field);

        assertEquals(field.equals("lifecycle") ? derived.path("preStop") : derived, holder);
        assertTrue(holder.has(handler), holder.toString());
        assertTrue(
                merged.overruled().stream().anyMatch(path -> path.startsWith("spec.containers[webserver]." + field)),
                merged.overruled().toString());
    }

    @Test
    void whatAProbeSaysBesideItsHandlerStays() {
        JsonNode probe = container(merged("livenessProbe: {initialDelaySeconds: 7, exec: {command: [ls]}}"))
                .path("livenessProbe");

        assertEquals(7, probe.path("initialDelaySeconds").asInt());
        assertEquals(List.of("httpGet"), handlers(probe));
    }

    @Test
    void aHandlerThatIsNotTheOperatorsStays() {
        JsonNode lifecycle = container(merged("lifecycle: {postStart: {exec: {command: [ls]}}}"))
                .path("lifecycle");

        assertTrue(lifecycle.path("postStart").has("exec"), lifecycle.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            config     | configMap: {name: mine}            | projected
            tmp        | hostPath: {path: /tmp}             | emptyDir
            content    | emptyDir: {}                       | configMap
            tls        | csi: {driver: certs.example.com}   | secret
            access-log | nfs: {server: files, path: /logs}  | persistentVolumeClaim
            """)
    void aVolumeHasOneSource(String name, String own, String source) {
        JsonNode spec = spec(merged("tty: true", "volumes: [{name: %s, %s}]".formatted(name, own)));
        JsonNode volume = named(spec.path("volumes"), name);

        assertEquals(new TreeSet<>(List.of("name", source)), names(volume));
    }

    @Test
    void theScratchFolderMayHaveALimit() {
        JsonNode spec = spec(merged("tty: true", "volumes: [{name: tmp, emptyDir: {sizeLimit: 1Gi}}]"));

        assertEquals(
                "1Gi",
                named(spec.path("volumes"), "tmp")
                        .path("emptyDir")
                        .path("sizeLimit")
                        .asText());
    }

    @Test
    void aVariableHasAValueOrAnOrigin() {
        JsonNode env = container(merged("env: [{name: POD_NAME, value: me}, "
                        + "{name: WEBSERVER_FLAVOR, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]"))
                .path("env");

        for (JsonNode variable : env) {
            assertEquals(2, variable.size(), variable.toString());
        }
        assertTrue(named(env, "POD_NAME").has("valueFrom"), env.toString());
    }

    @ParameterizedTest
    @CsvSource({"/tmp", "/tmp/", "//tmp"})
    void aMountAtThePathOfOneOfTheServersIsNotItsOwn(String path) {
        JsonNode mounts = container(merged(
                        "volumeMounts: [{name: mine, mountPath: %s, subPath: a, mountPropagation: Bidirectional}]"
                                .formatted(path)))
                .path("volumeMounts");

        long atTmp = mounts.valueStream()
                .filter(mount ->
                        mount.path("mountPath").asText().replace("/", "").equals("tmp"))
                .peek(mount -> assertEquals(new TreeSet<>(List.of("name", "mountPath")), names(mount)))
                .count();
        assertEquals(1, atTmp, mounts.toString());
    }

    @Test
    void aMountOfTheAccessLogHasOneFolder() {
        JsonNode mounts = container(
                        merged("volumeMounts: [{name: access-log, mountPath: /var/log/webserver, subPath: mine}]"))
                .path("volumeMounts");

        JsonNode mount = named(mounts, "access-log");
        assertTrue(mount.has("subPathExpr"), mounts.toString());
        assertTrue(!mount.has("subPath"), mounts.toString());
    }

    @ParameterizedTest
    @CsvSource({"access-log,/dev/log", "disk,/tmp"})
    void aDeviceInPlaceOfAMountOfTheServerIsLeftOut(String volume, String path) {
        PodTemplates.Merged merged = merged(
                "volumeDevices: [{name: %s, devicePath: %s}, {name: disk, devicePath: /dev/disk}]"
                        .formatted(volume, path),
                "volumes: [{name: disk, persistentVolumeClaim: {claimName: disk}}]");

        JsonNode devices = container(merged).path("volumeDevices");
        assertEquals(1, devices.size(), devices.toString());
        assertEquals("/dev/disk", devices.path(0).path("devicePath").asText());
        assertTrue(
                merged.overruled().contains("spec.containers[webserver].volumeDevices"),
                merged.overruled().toString());
    }

    @Test
    void aPortOfAnotherProtocolIsAnotherPort() {
        JsonNode ports = container(merged("ports: [{name: quic, containerPort: 8443, protocol: UDP}]"))
                .path("ports");

        assertEquals("UDP", named(ports, "quic").path("protocol").asText());
        assertEquals("TCP", named(ports, "https").path("protocol").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{privileged: true}", "{capabilities: {add: [CAP_SYS_ADMIN]}}"})
    void aPrivilegeThatIsAskedForIsNotForbiddenBesideIt(String own) {
        JsonNode context = container(merged("securityContext: " + own)).path("securityContext");

        assertTrue(!context.has("allowPrivilegeEscalation"), context.toString());
        assertTrue(context.path("readOnlyRootFilesystem").asBoolean(), context.toString());
    }

    @Test
    void agentsOfOthersAreDeclined() {
        PodTemplates.Merged merged = merged("tty: true");

        assertEquals("false", annotation(merged, "instrumentation.opentelemetry.io/inject-java"));
        assertEquals("false", annotation(merged, "oneagent.dynatrace.com/inject"));
        assertEquals("false", label(merged, "admission.datadoghq.com/enabled"));
    }

    @Test
    void agentsThatTheSpecAsksForAreNot() {
        PodTemplates.Merged merged = mergedWith("""
                podTemplate:
                  metadata:
                    annotations:
                      instrumentation.opentelemetry.io/inject-java: "true"
                      admission.datadoghq.com/java-lib.version: v1
                """);

        assertEquals("true", annotation(merged, "instrumentation.opentelemetry.io/inject-java"));
        assertNull(label(merged, "admission.datadoghq.com/enabled"));
        assertEquals("false", annotation(merged, "oneagent.dynatrace.com/inject"));
        assertEquals(List.of(), merged.overruled());
    }

    private static @Nullable String annotation(PodTemplates.Merged merged, String key) {
        return merged.template().getMetadata().getAnnotations().get(key);
    }

    private static @Nullable String label(PodTemplates.Merged merged, String key) {
        return merged.template().getMetadata().getLabels().get(key);
    }

    private static List<String> handlers(JsonNode probe) {
        return names(probe).stream()
                .filter(name -> List.of("exec", "httpGet", "grpc", "tcpSocket").contains(name))
                .toList();
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        names.remove("defaultMode");
        return names;
    }

    private static JsonNode named(JsonNode list, String name) {
        return list.valueStream()
                .filter(element -> element.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode spec(PodTemplates.Merged merged) {
        return Json.tree(merged.template()).path("spec");
    }

    private static JsonNode container(PodTemplates.Merged merged) {
        return spec(merged).path("containers").path(0);
    }

    private static PodTemplates.Merged merged(String container) {
        return merged(container, "hostNetwork: false");
    }

    private static PodTemplates.Merged merged(String container, String pod) {
        return mergedWith("""
                podTemplate:
                  spec:
                    %s
                    containers: [{name: webserver, %s}]
                """.formatted(pod, container));
    }

    private static PodTemplates.Merged mergedWith(String template) {
        String spec = """
                mpm: {mode: event}
                content: {configMap: {name: pages}}
                tls: {secretName: shop-tls}
                logging: {accessLog: {persistentVolumeClaim: {claimName: logs}}}
                """;
        Decision decision = TestPlanner.create().decide(TestWebServers.of(spec + template));
        PlannedServer server =
                assertInstanceOf(Decision.Accepted.class, decision).server();
        return PodTemplates.merged(server);
    }
}
