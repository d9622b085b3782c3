package io.mpmoperator.operator.reconcile;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.operator.apply.Drift;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.plan.PodLayout;
import io.mpmoperator.operator.resize.InPlaceUpdate;
import io.mpmoperator.operator.resize.Transition;
import io.mpmoperator.operator.resources.ConfVolume;
import io.mpmoperator.operator.resources.ConfigMapData;
import io.mpmoperator.operator.resources.DeploymentNotes;
import io.mpmoperator.operator.resources.Deployments;
import io.mpmoperator.operator.resources.PodTemplates;
import io.mpmoperator.operator.resources.RollReason;
import io.mpmoperator.operator.status.Observation;
import java.util.Optional;

/**
 * How a configuration comes to the pods: which texts the ConfigMap has meanwhile, and under which key new pods find theirs.
 * Whatever happens in between, a pod that is started again starts with a configuration that it, or one like it, has
 * accepted.
 *
 * @param merged the template of its pods, as the spec alone makes it
 * @param server the server, whose pods find their configuration under the key that follows from the transition
 * @param desired the Deployment that it is to have
 * @param transition how the Deployment comes to be as desired
 * @param texts what the ConfigMap is to hold now
 * @param before what it held
 * @param live the Deployment there is
 */
record Handover(
        PodTemplateSpec merged,
        PlannedServer server,
        Deployment desired,
        Transition transition,
        ConfigMapData texts,
        ConfigMapData before,
        Optional<Deployment> live) {

    /** The first step of it: nothing is known yet but what there is. */
    static Handover of(PlannedServer server, PodTemplateSpec merged, Existing existing) {
        ConfigMapData before = existing.configMap().map(ConfigMapData::of).orElse(ConfigMapData.NONE);
        Optional<Deployment> live = existing.deployment();
        String key = live.map(
                        found -> ConfVolume.key(found.getSpec().getTemplate().getSpec()))
                .orElse(PodLayout.CONF_KEY);
        PlannedServer keyed = server.withConfKey(key);
        return new Handover(
                merged,
                keyed,
                deployment(merged, keyed),
                Transition.SETTLED,
                ConfigMapData.only(text(server)),
                before,
                live);
    }

    private static Deployment deployment(PodTemplateSpec merged, PlannedServer server) {
        return Deployments.of(server, PodTemplates.completed(merged, server));
    }

    private Handover by(Transition next, ConfigMapData now) {
        return new Handover(merged, server, desired, next, now, before, live);
    }

    private static String text(PlannedServer server) {
        return ConfWriter.write(server.conf());
    }

    private String text() {
        return text(server);
    }

    private String key() {
        return server.confKey();
    }

    /** Whether pods are as desired and will stay so: then it does no harm if what is known of them is late. */
    boolean isDone() {
        return live.filter(there -> !DeploymentNotes.of(there).isAny())
                .filter(there -> Drift.none(desired, there))
                .filter(there -> settledTexts().equals(before))
                .isPresent();
    }

    /** Chooses the transition, where there is a Deployment already. */
    Handover towards(Optional<InPlaceUpdate> inPlace, long generation) {
        if (live.isEmpty()) {
            return this;
        }
        Transition found = inPlace.map(update -> update.look(desired, live.get(), server, generation))
                .orElseGet(() -> isTheirs() ? Transition.SETTLED : new Transition.Roll("", false));
        return switch (found) {
            case Transition.Settled settled -> by(settled, settledTexts());
            case Transition.InPlace update -> by(update, before.offered(key(), text()));
            case Transition.Held held -> held();
            case Transition.Kept kept -> by(kept, before.kept(key(), text()));
            case Transition.Roll roll -> rolled(roll);
        };
    }

    /** Something is not there that new pods would not start without: those there are, if any, keep what they have. */
    Handover held() {
        ConfigMapData texts = before.text(key()).isPresent() ? before : before.running(key(), text());
        return live.map(there -> by(new Transition.Held(there), texts)).orElse(this);
    }

    private boolean isTheirs() {
        return before.text(key()).filter(text()::equals).isPresent();
    }

    /** Pods of another template are gone when the Deployment is rolled out. */
    private ConfigMapData settledTexts() {
        return Observation.isUnsettled(live) ? before.running(key(), text()) : before.accepted(key(), text());
    }

    /** Instead of what was tried in place. */
    Handover rolled(String why) {
        return rolled(new Transition.Roll(why, true));
    }

    private Handover rolled(Transition.Roll roll) {
        String key = before.keyFor(text(), key());
        PlannedServer keyed = server.withConfKey(key);
        Deployment rolled = key.equals(key()) ? desired : deployment(merged, keyed);
        return new Handover(merged, keyed, rolled, roll, before.running(key, text()), before, live);
    }

    /** All pods have accepted what was offered. */
    Handover promoted() {
        return by(transition, before.running(key(), text()));
    }

    /** A pod has refused what was offered. */
    Handover withdrawn() {
        return by(transition, before.kept(key(), text()));
    }

    /** The Deployment with a note why its pods replace others: now, or earlier. */
    Deployment withReason(Deployment next) {
        Optional<String> reason = live.filter(there -> !rollHash(there).equals(rollHash(next)))
                .map(there -> difference(there, next))
                .or(() -> live.flatMap(DeploymentNotes::rolledBecause));
        return reason.map(because -> DeploymentNotes.noting(because, next)).orElse(next);
    }

    private static Optional<String> rollHash(Deployment deployment) {
        return Optional.ofNullable(
                        deployment.getSpec().getTemplate().getMetadata().getAnnotations())
                .map(annotations -> annotations.get(PodTemplates.ROLL_HASH));
    }

    private String difference(Deployment there, Deployment next) {
        if (transition instanceof Transition.Roll(String why, boolean noted) && !why.isEmpty()) {
            return why;
        }
        return RollReason.of(
                there.getSpec().getTemplate(),
                before.text(ConfVolume.key(there.getSpec().getTemplate().getSpec())),
                next.getSpec().getTemplate(),
                server);
    }
}
