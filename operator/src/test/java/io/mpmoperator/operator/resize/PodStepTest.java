package io.mpmoperator.operator.resize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.mpmoperator.operator.pods.PodMetrics;
import io.mpmoperator.operator.pods.RunningConfiguration;
import io.mpmoperator.operator.resources.PodTemplates;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodStepTest {

    private static final String OLD = "0a";
    private static final String NEW = "0b";
    private static final Goal MORE = new Goal(NEW, new Quantity("200Mi"), new Quantity("256Mi"));
    private static final Goal LESS = new Goal(NEW, new Quantity("50Mi"), new Quantity("64Mi"));
    private static final Goal SAME = new Goal(NEW, new Quantity("100Mi"), new Quantity("128Mi"));
    private static final Optional<PodMetrics> UNKNOWN = Optional.empty();

    private static Optional<PodMetrics> running(String configuration, long draining) {
        return Optional.of(new PodMetrics(
                "shop-1",
                false,
                PodMetrics.Ended.NONE,
                new RunningConfiguration(configuration, draining, true, false, Optional.empty())));
    }

    /** A pod that announces a configuration, was asked to have memory, and has been given some by its node. */
    private static Pod pod(String hash, String request, String limit, String granted) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("shop-1")
                .addToAnnotations(PodTemplates.CONFIG_HASH, hash)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("webserver")
                .withNewResources()
                .addToRequests("memory", new Quantity(request))
                .addToLimits("memory", new Quantity(limit))
                .endResources()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .addNewContainerStatus()
                .withName("webserver")
                .withNewResources()
                .withLimits(Map.of("memory", new Quantity(granted)))
                .endResources()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    @Test
    void moreMemoryIsGivenThenAwaitedThenTheConfigurationAnnounced() {
        assertEquals(new PodStep.GiveMemory(), PodStep.of(pod(OLD, "100Mi", "128Mi", "128Mi"), MORE, running(OLD, 0)));
        assertEquals(new PodStep.Resizing(), PodStep.of(pod(OLD, "200Mi", "256Mi", "128Mi"), MORE, running(OLD, 0)));
        assertEquals(new PodStep.Announce(), PodStep.of(pod(OLD, "200Mi", "256Mi", "256Mi"), MORE, running(OLD, 0)));
        assertEquals(new PodStep.Restarting(), PodStep.of(pod(NEW, "200Mi", "256Mi", "256Mi"), MORE, running(OLD, 0)));
        assertEquals(new PodStep.Restarting(), PodStep.of(pod(NEW, "200Mi", "256Mi", "256Mi"), MORE, running(NEW, 1)));
        assertEquals(new PodStep.Done(), PodStep.of(pod(NEW, "200Mi", "256Mi", "256Mi"), MORE, running(NEW, 0)));
    }

    @Test
    void memoryIsTakenAwayOnlyWhenNoProcessOfTheOldConfigurationIsLeft() {
        assertEquals(new PodStep.Announce(), PodStep.of(pod(OLD, "100Mi", "128Mi", "128Mi"), LESS, running(OLD, 0)));
        assertEquals(new PodStep.Restarting(), PodStep.of(pod(NEW, "100Mi", "128Mi", "128Mi"), LESS, running(NEW, 2)));
        assertEquals(new PodStep.GiveMemory(), PodStep.of(pod(NEW, "100Mi", "128Mi", "128Mi"), LESS, running(NEW, 0)));
        assertEquals(new PodStep.Resizing(), PodStep.of(pod(NEW, "50Mi", "64Mi", "128Mi"), LESS, running(NEW, 0)));
        assertEquals(new PodStep.Done(), PodStep.of(pod(NEW, "50Mi", "64Mi", "64Mi"), LESS, running(NEW, 0)));
    }

    @Test
    void aConfigurationAloneIsAnnouncedAtOnce() {
        assertEquals(new PodStep.Announce(), PodStep.of(pod(OLD, "100Mi", "128Mi", "128Mi"), SAME, running(OLD, 0)));
    }

    @Test
    void aConfigurationThatTheServerRefusesIsARefusalOfThatOneAlone() {
        Pod told = pod(NEW, "100Mi", "128Mi", "128Mi");

        assertEquals(
                new PodStep.ConfigurationRefused("pod shop-1 refuses the configuration: no such handler"),
                PodStep.of(told, SAME, refusing(NEW)));
        assertEquals(new PodStep.Restarting(), PodStep.of(told, SAME, refusing("0c")));
        assertEquals(
                new PodStep.Announce(), PodStep.of(told, new Goal(OLD, SAME.request(), SAME.limit()), refusing(NEW)));
    }

    private static Optional<PodMetrics> refusing(String hash) {
        RunningConfiguration inForce = new RunningConfiguration(
                OLD, 0, true, true, Optional.of(new RunningConfiguration.Refusal(hash, "no such handler")));
        return Optional.of(new PodMetrics("shop-1", false, PodMetrics.Ended.NONE, inForce));
    }

    @Test
    void aServerThatTriesNothingFirstIsToldNothing() {
        RunningConfiguration old = new RunningConfiguration(OLD, 0, false, false, Optional.empty());

        assertEquals(
                new PodStep.Refused("the server of pod shop-1 takes up a configuration without trying it first"),
                PodStep.of(
                        pod(OLD, "100Mi", "128Mi", "128Mi"),
                        SAME,
                        Optional.of(new PodMetrics("shop-1", false, PodMetrics.Ended.NONE, old))));
    }

    @Test
    void theSameAmountInOtherWordsIsNoChange() {
        assertEquals(
                new PodStep.Done(), PodStep.of(pod(NEW, "102400Ki", "131072Ki", "0.125Gi"), SAME, running(NEW, 0)));
    }

    @Test
    void aServerThatDoesNotAnswerIsNotTakenForRestarted() {
        assertEquals(new PodStep.Restarting(), PodStep.of(pod(NEW, "100Mi", "128Mi", "128Mi"), SAME, UNKNOWN));
    }

    @Test
    void aNodeWithoutRoomIsARefusal() {
        Pod deferred = new PodBuilder(pod(OLD, "200Mi", "256Mi", "128Mi"))
                .editStatus()
                .addNewCondition()
                .withType("PodResizePending")
                .withStatus("True")
                .withReason("Deferred")
                .withMessage("Node didn't have enough resource: memory")
                .endCondition()
                .endStatus()
                .build();

        assertEquals(
                new PodStep.Refused("pod shop-1 cannot be resized: Deferred, Node didn't have enough resource: memory"),
                PodStep.of(deferred, MORE, running(OLD, 0)));
    }
}
