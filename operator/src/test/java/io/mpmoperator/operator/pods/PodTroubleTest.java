package io.mpmoperator.operator.pods;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodTroubleTest {

    @Test
    void namesAnImageThatCannotBePulled() {
        Pod pod = pod("""
                containerStatuses:
                - name: webserver
                  ready: false
                  state: {waiting: {reason: ImagePullBackOff, message: 'Back-off pulling image "x"'}}
                """);

        assertEquals(
                List.of(new PodTrouble(
                        "ImagePullBackOff", "pod shop-1 waits with ImagePullBackOff: Back-off pulling image \"x\"")),
                PodTrouble.of(List.of(pod)));
    }

    @Test
    void namesAContainerThatCrashesWithItsExitCode() {
        Pod pod = pod("""
                containerStatuses:
                - name: webserver
                  ready: false
                  restartCount: 3
                  state: {waiting: {reason: CrashLoopBackOff, message: 'back-off 40s'}}
                  lastState: {terminated: {reason: Error, exitCode: 1}}
                """);

        assertEquals(
                List.of(new PodTrouble(
                        "CrashLoopBackOff", "pod shop-1 waits with CrashLoopBackOff: it ended with exit code 1")),
                PodTrouble.of(List.of(pod)));
    }

    @Test
    void saysWhatACrashedContainerSaidLast() {
        Pod pod = pod("""
                containerStatuses:
                - name: webserver
                  ready: false
                  restartCount: 1
                  state: {waiting: {reason: CrashLoopBackOff, message: 'back-off 10s'}}
                  lastState:
                    terminated: {reason: Error, exitCode: 1, message: "a warning\\nsidecar: the port is taken\\n\\n"}
                """);

        assertEquals(
                List.of(
                        new PodTrouble(
                                "CrashLoopBackOff",
                                "pod shop-1 waits with CrashLoopBackOff: it ended with exit code 1, saying: sidecar: the port is taken")),
                PodTrouble.of(List.of(pod)));
    }

    @Test
    void quotesTheChildThatRefusesTheConfigurationAndNotTheLastLine() {
        Pod pod = pod("""
                containerStatuses:
                - name: webserver
                  ready: false
                  restartCount: 1
                  state: {running: {}}
                  lastState:
                    terminated:
                      exitCode: 1
                      message: |
                        time=2026-11-29T06:14:30.651Z level=error pid=9 event=handler-missing reason="Handler /x no.such.Handler: no such \\"handler\\""
                        time=2026-11-29T06:14:30.692Z level=error pid=1 event=child-lost child=9 slot=1 exit=78 signal=0
                        time=2026-11-29T06:14:30.810Z level=info pid=1 event=stopped millis=107
                """);

        assertEquals(
                List.of(new PodTrouble(
                        "ConfigurationRefused",
                        "pod shop-1 refuses the configuration: Handler /x no.such.Handler: no such \"handler\"")),
                PodTrouble.of(List.of(pod)));
    }

    @Test
    void takesOnlyTheEndOfTheServerForARefusalOfItsConfiguration() {
        String said = "time=1 level=error pid=1 event=configuration-refused reason=no";
        String ended = """
                containerStatuses:
                - name: %s
                  ready: false
                  state: {running: {}}
                  lastState: {terminated: {exitCode: %d, message: "%s"}}
                """;

        assertEquals(
                1,
                PodTrouble.of(List.of(pod(ended.formatted("webserver", 78, said))))
                        .size());
        assertEquals(List.of(), PodTrouble.of(List.of(pod(ended.formatted("webserver", 0, said)))));
        assertEquals(List.of(), PodTrouble.of(List.of(pod(ended.formatted("sidecar", 78, said)))));
    }

    @Test
    void namesAServerThatDoesNotEvenStart() {
        Pod pod = pod("""
                containerStatuses:
                - name: webserver
                  ready: false
                  state: {terminated: {exitCode: 1, message: "webserver: webserver.conf:1: ServerMPM: nope\\n"}}
                """);

        assertEquals(
                List.of(new PodTrouble(
                        "ConfigurationRefused",
                        "pod shop-1 refuses the configuration: webserver: webserver.conf:1: ServerMPM: nope")),
                PodTrouble.of(List.of(pod)));
    }

    @Test
    void namesAnOomKillBeforeTheCrashLoopThatFollows() {
        Pod pod = pod("""
                containerStatuses:
                - name: webserver
                  ready: false
                  restartCount: 2
                  state: {waiting: {reason: CrashLoopBackOff}}
                  lastState: {terminated: {reason: OOMKilled, exitCode: 137}}
                """);

        assertEquals(
                List.of(
                        new PodTrouble(
                                "OOMKilled",
                                "pod shop-1: container webserver was killed for using more memory than its limit, restarted 2 times")),
                PodTrouble.of(List.of(pod)));
    }

    @Test
    void namesWhyAPodIsNotScheduled() {
        Pod pod = pod("""
                conditions:
                - {type: PodScheduled, status: "False", reason: Unschedulable, message: 0/1 nodes are available}
                """);

        assertEquals(
                List.of(new PodTrouble("Unschedulable", "pod shop-1 is not scheduled: 0/1 nodes are available")),
                PodTrouble.of(List.of(pod)));
    }

    @Test
    void saysNothingOfAPodThatIsOnItsWayOrReady() {
        Pod starting = pod("""
                containerStatuses:
                - {name: webserver, ready: false, state: {waiting: {reason: ContainerCreating}}}
                """);
        Pod ready = pod("""
                containerStatuses:
                - {name: webserver, ready: true, state: {running: {}}, lastState: {terminated: {reason: OOMKilled}}}
                """);

        assertEquals(List.of(), PodTrouble.of(List.of(starting, ready)));
    }

    @Test
    void namesEachReasonOnce() {
        String waiting = """
                containerStatuses:
                - {name: webserver, ready: false, state: {waiting: {reason: ErrImagePull}}}
                """;

        assertEquals(1, PodTrouble.of(List.of(pod(waiting), pod(waiting))).size());
    }

    private static Pod pod(String status) {
        return new KubernetesSerialization()
                .unmarshal("metadata: {name: shop-1}\nstatus:\n" + status.indent(2), Pod.class);
    }
}
