package io.mpmoperator.operator.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.apply.Applied;
import io.mpmoperator.operator.apply.Applier;
import io.mpmoperator.operator.apply.Ownership;
import io.mpmoperator.operator.apply.Refusals;
import io.mpmoperator.operator.log.LogLine;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.pods.PodTrouble;
import io.mpmoperator.operator.resize.CertificateRenewal;
import io.mpmoperator.operator.resize.InPlaceUpdate;
import io.mpmoperator.operator.resize.Outcome;
import io.mpmoperator.operator.resize.Templates;
import io.mpmoperator.operator.resize.Transition;
import io.mpmoperator.operator.resources.ConfigMaps;
import io.mpmoperator.operator.resources.DesiredObjects;
import io.mpmoperator.operator.resources.HandlerCopies;
import io.mpmoperator.operator.resources.OwnedKind;
import io.mpmoperator.operator.resources.Reference;
import io.mpmoperator.operator.status.Observation.Problem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Brings all objects of a server to the cluster, and takes away those that are no longer asked for. Serves once. */
final class ServerApplier {

    private static final Logger LOG = Logger.getLogger(ServerApplier.class);

    private final Applier applier;
    private final Optional<InPlaceUpdate> inPlace;
    private final OwnedResources owned;
    private final Context<WebServer> context;
    private final List<Problem> problems = new ArrayList<>();
    private boolean unfinished;
    private boolean soon;
    private Optional<String> resizing = Optional.empty();
    private Optional<String> rolling = Optional.empty();
    private Optional<PodTrouble> refused = Optional.empty();

    ServerApplier(Applier applier, Optional<InPlaceUpdate> inPlace, OwnedResources owned, Context<WebServer> context) {
        this.applier = applier;
        this.inPlace = inPlace;
        this.owned = owned;
        this.context = context;
    }

    /**
     * What came of it.
     *
     * @param problems what could not be done
     * @param unfinished whether one of them may be gone at the next try
     * @param soon whether pods are being changed, so that the next step can follow soon
     * @param resizing how far pods are that are changed in place, a sentence
     * @param rolling why pods are replaced although they were to be changed in place, a sentence
     * @param troubles what pods said that refuse a configuration or a certificate
     */
    record Result(
            List<Problem> problems,
            boolean unfinished,
            boolean soon,
            Optional<String> resizing,
            Optional<String> rolling,
            List<PodTrouble> troubles) {

        static final Result NOTHING_DONE =
                new Result(List.of(), false, false, Optional.empty(), Optional.empty(), List.of());

        /** The same, with more that could not be done, and what became of a certificate. */
        Result and(List<Problem> more, CertificateRenewal.Result certificate) {
            return new Result(
                    Stream.concat(problems.stream(), more.stream()).toList(),
                    unfinished,
                    soon,
                    resizing,
                    rolling.or(certificate::why),
                    Stream.concat(troubles.stream(), certificate.trouble().stream())
                            .toList());
        }
    }

    /** Each object is tried, but pods are not given a configuration that is not theirs. */
    Result apply(Handover first, ReferencedObjects.Found found, long generation) {
        PlannedServer planned = first.server();
        owned.watchInstalled(context);
        found.jars()
                .ifPresent(jars ->
                        apply(OwnedKind.CONFIG_MAP, HandlerCopies.of(planned.identity(), jars), planned.identity()));
        Handover handover = found.missing().isEmpty() ? first.towards(inPlace, generation) : first.held();
        boolean unmade = handover.live().isEmpty() && isWithoutJars(planned);
        Set<OwnedKind> undesired = EnumSet.allOf(OwnedKind.class);
        for (HasMetadata desired : DesiredObjects.of(handover.server(), handover.desired())) {
            OwnedKind kind = OwnedKind.of(desired);
            undesired.remove(kind);
            switch (desired) {
                case ConfigMap configMap -> apply(kind, handover.texts().on(configMap), planned.identity());
                case Deployment deployment when unmade -> LOG.debug(done("waits-for-jars", kind, planned.identity()));
                case Deployment deployment -> carryOut(handover, deployment, generation);
                default -> apply(kind, desired, planned.identity());
            }
        }
        undesired.stream().filter(owned::isWatched).forEach(kind -> remove(kind, planned.identity()));
        removeUnusedCopies(planned.identity());
        return new Result(
                List.copyOf(problems),
                unfinished,
                soon,
                resizing,
                rolling,
                refused.stream().toList());
    }

    /** Pods that mounted the ConfigMap itself, as soon as it comes, would have what becomes of it later. */
    private static boolean isWithoutJars(PlannedServer server) {
        return Reference.handlerJarsOf(server).isPresent()
                && server.handlerCopy().isEmpty();
    }

    private void removeUnusedCopies(Identity server) {
        List<HasMetadata> copies = owned.handlerCopies(server);
        Optional<Deployment> known = owned.find(OwnedKind.DEPLOYMENT, server)
                .filter(found -> Ownership.isOwnedBy(found, server))
                .map(Deployment.class::cast);
        if (copies.isEmpty() || known.isEmpty() || !problems.isEmpty()) {
            return;
        }
        new UnusedCopies(context.getClient())
                .of(copies, known.get(), server)
                .forEach(copy -> remove(OwnedKind.CONFIG_MAP, copy, server));
    }

    private void carryOut(Handover handover, Deployment desired, long generation) {
        if (!problems.isEmpty()) {
            return;
        }
        switch (handover.transition()) {
            case Transition.Settled(boolean noted) -> apply(desired, handover, noted);
            case Transition.Roll(String why, boolean noted) -> {
                rolling = Optional.of(why).filter(sentence -> !sentence.isEmpty());
                apply(desired, handover, noted);
            }
            case Transition.Held(Deployment live) -> apply(Templates.keepingPods(desired, live), handover, false);
            case Transition.Kept kept -> {
                keep(desired, kept.live(), handover);
                inPlace.map(update -> update.giveBack(kept, handover.server())).ifPresent(this::refused);
            }
            case Transition.InPlace transition -> carryOn(handover, transition, desired, generation);
        }
    }

    private void carryOn(Handover handover, Transition.InPlace transition, Deployment desired, long generation) {
        keep(desired, transition.live(), handover);
        Outcome outcome = inPlace.orElseThrow().carryOn(transition, desired, handover.server(), generation);
        switch (outcome) {
            case Outcome.Underway(String message) -> {
                soon = true;
                resizing = Optional.of(message);
            }
            case Outcome.Changed changed -> {
                apply(desired, handover, true);
                applyTexts(handover.promoted());
            }
            case Outcome.Refused said -> {
                applyTexts(handover.withdrawn());
                refused(said);
            }
            case Outcome.Roll(String why) -> {
                Handover rolled = handover.rolled(why);
                applyTexts(rolled);
                carryOut(rolled, rolled.desired(), generation);
            }
        }
    }

    private void refused(Outcome.Refused said) {
        soon |= said.underway();
        refused = Optional.of(new PodTrouble(PodTrouble.CONFIGURATION_REFUSED, said.why()));
    }

    /** What is not of the pods goes through meanwhile, how many there are above all. */
    private void keep(Deployment desired, Deployment live, Handover handover) {
        apply(Templates.keepingGoal(desired, live), handover, false);
    }

    private void applyTexts(Handover handover) {
        apply(
                OwnedKind.CONFIG_MAP,
                handover.texts().on(ConfigMaps.of(handover.server())),
                handover.server().identity());
    }

    /** A Deployment that could not be applied is not let go: it would begin to roll to what it was. */
    private void apply(Deployment desired, Handover handover, boolean noted) {
        if (!problems.isEmpty()) {
            return;
        }
        apply(
                OwnedKind.DEPLOYMENT,
                handover.withReason(desired),
                handover.server().identity());
        if (noted && problems.isEmpty()) {
            inPlace.ifPresent(update -> update.letGo(desired));
        }
    }

    private void apply(OwnedKind kind, HasMetadata desired, Identity server) {
        if (!owned.isWatched(kind)) {
            problems.add(new Problem(
                    "NotInstalled",
                    "%s of %s is asked for, and this cluster does not have it"
                            .formatted(kind.kind(), kind.apiVersion())));
            return;
        }
        try {
            Applied applied = applier.apply(
                    desired,
                    owned.find(kind, server.namespace(), desired.getMetadata().getName()),
                    server,
                    owned.remembered(kind));
            switch (applied) {
                case Applied.Unchanged unchanged -> LOG.debug(done("unchanged", kind, server));
                case Applied.Created created -> LOG.info(done("created", kind, server));
                case Applied.Updated updated -> LOG.info(done("updated", kind, server));
                case Applied.Adopted adopted -> LOG.info(done("adopted", kind, server));
                case Applied.Foreign(String message) -> problems.add(new Problem("NameTaken", message));
                case Applied.Leaving(String message) -> problems.add(new Problem("NameTaken", message));
            }
        } catch (KubernetesClientException e) {
            refused("NotApplied", desired, server, e);
        }
    }

    private static LogLine done(String what, OwnedKind kind, Identity server) {
        return LogLine.of(what).with("webserver", server).with("kind", kind.kind());
    }

    private void remove(OwnedKind kind, Identity server) {
        owned.find(kind, server).ifPresent(cached -> remove(kind, cached, server));
    }

    private void remove(OwnedKind kind, HasMetadata cached, Identity server) {
        try {
            if (applier.remove(cached, server)) {
                LOG.info(done("removed", kind, server));
            }
        } catch (KubernetesClientException e) {
            refused("NotRemoved", cached, server, e);
        }
    }

    private void refused(String reason, HasMetadata object, Identity server, KubernetesClientException e) {
        String sentence =
                "%s %s: %s".formatted(object.getKind(), object.getMetadata().getName(), Refusals.sentence(e));
        LOG.warn(LogLine.of(reason)
                .with("webserver", server)
                .with("code", e.getCode())
                .with("message", sentence));
        problems.add(new Problem(reason, sentence));
        unfinished |= Refusals.mayPass(e);
    }
}
