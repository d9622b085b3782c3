package io.mpmoperator.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.apply.Applied;
import io.mpmoperator.operator.apply.Applier;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.resize.InPlaceUpdate;
import io.mpmoperator.operator.resize.Outcome;
import io.mpmoperator.operator.resources.ChildKind;
import io.mpmoperator.operator.resources.DesiredObjects;
import io.mpmoperator.operator.status.Observation.Problem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Brings all objects of a server to the cluster, and takes away those that are no longer asked for. Serves once. */
final class ServerApplier {

    private static final Logger LOG = Logger.getLogger(ServerApplier.class);

    private final Applier applier;
    private final Optional<InPlaceUpdate> inPlace;
    private final Children children;
    private final List<Problem> problems = new ArrayList<>();
    private boolean unfinished;
    private Optional<String> resizing = Optional.empty();
    private Optional<String> rolling = Optional.empty();

    ServerApplier(Applier applier, Optional<InPlaceUpdate> inPlace, Children children) {
        this.applier = applier;
        this.inPlace = inPlace;
        this.children = children;
    }

    /**
     * What came of it.
     *
     * @param problems what could not be done
     * @param unfinished whether one of them may be gone at the next try
     * @param resizing how far pods are that are changed in place, a sentence
     * @param rolling why pods are replaced although they were to be changed in place, a sentence
     */
    record Result(List<Problem> problems, boolean unfinished, Optional<String> resizing, Optional<String> rolling) {

        static final Result NOTHING_DONE = new Result(List.of(), false, Optional.empty(), Optional.empty());
    }

    /** Each object is tried, but pods are not given a configuration that is not theirs. */
    Result apply(PlannedServer server, Context<WebServer> context) {
        Set<ChildKind> undesired = EnumSet.allOf(ChildKind.class);
        for (HasMetadata desired : DesiredObjects.of(server)) {
            ChildKind kind = ChildKind.of(desired);
            undesired.remove(kind);
            if (!(desired instanceof Deployment deployment)) {
                apply(kind, desired, server.identity(), context);
            } else if (problems.isEmpty()) {
                apply(deployment, server, context);
            }
        }
        undesired.stream()
                .filter(kind -> children.isAvailable(kind, context))
                .forEach(kind -> remove(kind, server.identity()));
        return new Result(List.copyOf(problems), unfinished, resizing, rolling);
    }

    private void apply(Deployment desired, PlannedServer server, Context<WebServer> context) {
        Optional<Deployment> cached =
                children.find(ChildKind.DEPLOYMENT, server.identity()).map(Deployment.class::cast);
        Outcome outcome = inPlace.map(update -> update.attempt(desired, cached.orElse(null), server))
                .orElse(Outcome.ROLL_AS_USUAL);
        switch (outcome) {
            case Outcome.Underway(String message) -> resizing = Optional.of(message);
            case Outcome.Changed changed -> {
                apply(ChildKind.DEPLOYMENT, desired, server.identity(), context);
                letGo(desired);
            }
            case Outcome.Roll(String why, boolean begun) -> {
                rolling = Optional.of(why).filter(sentence -> !sentence.isEmpty());
                apply(ChildKind.DEPLOYMENT, desired, server.identity(), context);
                if (begun) {
                    letGo(desired);
                }
            }
        }
    }

    /** A Deployment that could not be applied is not let go: it would begin to roll to what it was. */
    private void letGo(Deployment deployment) {
        if (problems.isEmpty()) {
            inPlace.ifPresent(update -> update.letGo(deployment));
        }
    }

    private void apply(ChildKind kind, HasMetadata desired, Identity server, Context<WebServer> context) {
        if (!children.isAvailable(kind, context)) {
            problems.add(new Problem(
                    "NotInstalled",
                    "%s of %s is asked for, and this cluster does not have it"
                            .formatted(kind.kind(), kind.apiVersion())));
            return;
        }
        try {
            Applied applied = applier.apply(desired, children.find(kind, server), server, children.remembered(kind));
            switch (applied) {
                case Applied.Unchanged unchanged ->
                    LOG.debugf("event=unchanged webserver=%s kind=%s", server, kind.kind());
                case Applied.Created created -> LOG.infof("event=created webserver=%s kind=%s", server, kind.kind());
                case Applied.Updated updated -> LOG.infof("event=updated webserver=%s kind=%s", server, kind.kind());
                case Applied.Foreign(String message) -> problems.add(new Problem("NameTaken", message));
                case Applied.Leaving(String message) -> problems.add(new Problem("NameTaken", message));
            }
        } catch (KubernetesClientException e) {
            refused("NotApplied", kind, server, e);
        }
    }

    private void remove(ChildKind kind, Identity server) {
        try {
            if (children.find(kind, server)
                    .filter(cached -> applier.remove(cached, server))
                    .isPresent()) {
                LOG.infof("event=removed webserver=%s kind=%s", server, kind.kind());
            }
        } catch (KubernetesClientException e) {
            refused("NotRemoved", kind, server, e);
        }
    }

    private void refused(String reason, ChildKind kind, Identity server, KubernetesClientException e) {
        String sentence = "%s %s: %s".formatted(kind.kind(), server.name(), Refusals.sentence(e));
        LOG.warnf("event=%s webserver=%s code=%d message=\"%s\"", reason, server, e.getCode(), sentence);
        problems.add(new Problem(reason, sentence));
        unfinished |= Refusals.mayPass(e);
    }
}
