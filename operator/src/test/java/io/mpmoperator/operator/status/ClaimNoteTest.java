package io.mpmoperator.operator.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.api.v1alpha1.Adjustment;
import io.mpmoperator.operator.TestPlanner;
import io.mpmoperator.operator.TestWebServers;
import io.mpmoperator.operator.plan.Claim;
import io.mpmoperator.operator.plan.Decision;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.resources.Claims;
import io.mpmoperator.operator.resources.PodTemplates;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimNoteTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ReadWriteOncePod              | {}                                             | true
            ReadWriteOncePod              | {rollout: {type: Surge, maxUnavailable: 0%}}   | true
            ReadWriteOncePod              | {rollout: {maxUnavailable: 50%}}               | true
            ReadWriteOncePod              | {rollout: {maxUnavailable: 1}}                 | ''
            ReadWriteOncePod              | {rollout: {maxUnavailable: 100%}}              | ''
            ReadWriteOncePod              | {rollout: {type: Recreate}}                    | ''
            ReadWriteOncePod              | {rollout: {type: Recreate}, replicas: 2}       | true
            ReadWriteOncePod              | {replicas: 2}                                  | true,true
            ReadWriteOnce                 | {}                                             | false
            ReadWriteOnce                 | {rollout: {type: Recreate}}                    | ''
            ReadWriteOnce                 | {replicas: 3}                                  | false,false
            ReadWriteOnce                 | {rollout: {maxSurge: 0, maxUnavailable: 1}, replicas: 3} | false
            ReadWriteOnce ReadOnlyMany    | {replicas: 3}                                  | ''
            ReadWriteMany                 | {replicas: 3}                                  | ''
            """)
    void saysWhatAnAccessModeKeepsFrom(String modes, String spec, String blocks) {
        List<ClaimNote> notes = ClaimNote.of(server(modes, spec));

        assertEquals(
                blocks,
                notes.stream().map(note -> String.valueOf(note.blocks())).collect(Collectors.joining(",")));
        assertTrue(notes.stream().allMatch(note -> note.message().startsWith("PersistentVolumeClaim files is ")));
    }

    @Test
    void standsAmongTheAdjustments() {
        List<Adjustment> adjustments =
                Footprints.of(server("ReadWriteOncePod", "{}"), List.of()).adjustments();

        assertTrue(
                adjustments.stream()
                        .anyMatch(adjustment -> "claim-access-mode".equals(adjustment.code())
                                && Objects.requireNonNull(adjustment.message()).contains("spec.rollout.type Recreate")),
                adjustments.toString());
    }

    @Test
    void everyClaimThatThePodsMountIsLookedAt() {
        PlannedServer server = plan("""
                mpm: {mode: event}
                content: {persistentVolumeClaim: {claimName: files}}
                handlerJars: {persistentVolumeClaim: {claimName: jars}}
                logging: {accessLog: {persistentVolumeClaim: {claimName: logs}}}
                podTemplate: {spec: {volumes: [{name: own, persistentVolumeClaim: {claimName: data}}]}}
                """);

        assertEquals(
                List.of("data", "files", "jars", "logs"),
                Claims.of(PodTemplates.merged(server).template()));
    }

    private static PlannedServer server(String modes, String spec) {
        String fields = spec.substring(1, spec.length() - 1);
        return plan("{mpm: {mode: event}, content: {persistentVolumeClaim: {claimName: files}}%s}\n"
                        .formatted(fields.isEmpty() ? "" : ", " + fields))
                .withClaims(List.of(new Claim("files", List.of(modes.split(" ")))));
    }

    private static PlannedServer plan(String spec) {
        return assertInstanceOf(Decision.Accepted.class, TestPlanner.create().decide(TestWebServers.of(spec)))
                .server();
    }
}
