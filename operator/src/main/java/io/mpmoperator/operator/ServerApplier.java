package io.mpmoperator.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.operator.apply.Applied;
import io.mpmoperator.operator.apply.Applier;
import io.mpmoperator.operator.plan.Identity;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.resources.ChildKind;
import io.mpmoperator.operator.resources.DesiredObjects;
import io.mpmoperator.operator.status.Observation.Problem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** Brings all objects of a server to the cluster, and takes away those that are no longer asked for. */
final class ServerApplier {

    private static final Logger LOG = Logger.getLogger(ServerApplier.class);

    private final Applier applier;
    private final Children children;

    ServerApplier(Applier applier, Children children) {
        this.applier = applier;
        this.children = children;
    }

    /** What could not be done; each object is tried, but pods are not given a configuration that is not theirs. */
    List<Problem> apply(PlannedServer server, Context<WebServer> context) {
        List<Problem> problems = new ArrayList<>();
        Set<ChildKind> undesired = EnumSet.allOf(ChildKind.class);
        for (HasMetadata desired : DesiredObjects.of(server)) {
            ChildKind kind = ChildKind.of(desired);
            undesired.remove(kind);
            if (kind != ChildKind.DEPLOYMENT || problems.isEmpty()) {
                apply(kind, desired, server.identity(), context, problems);
            }
        }
        undesired.stream()
                .filter(kind -> children.isAvailable(kind, context))
                .forEach(kind -> remove(kind, server.identity(), problems));
        return problems;
    }

    private void apply(
            ChildKind kind, HasMetadata desired, Identity server, Context<WebServer> context, List<Problem> problems) {
        if (!children.isAvailable(kind, context)) {
            problems.add(new Problem(
                    "NotInstalled",
                    "%s of %s is asked for, and this cluster does not have it"
                            .formatted(kind.kind(), kind.apiVersion())));
            return;
        }
        try {
            Applied applied = applier.apply(desired, children.find(kind, server), server);
            switch (applied) {
                case Applied.Unchanged unchanged ->
                    LOG.debugf("event=unchanged webserver=%s kind=%s", server, kind.kind());
                case Applied.Created created -> LOG.infof("event=created webserver=%s kind=%s", server, kind.kind());
                case Applied.Updated updated -> LOG.infof("event=updated webserver=%s kind=%s", server, kind.kind());
                case Applied.Foreign(String message) -> problems.add(new Problem("NameTaken", message));
                case Applied.Leaving(String message) -> problems.add(new Problem("NameTaken", message));
            }
        } catch (KubernetesClientException e) {
            problems.add(problem("NotApplied", kind, server, e));
        }
    }

    private void remove(ChildKind kind, Identity server, List<Problem> problems) {
        try {
            if (children.find(kind, server)
                    .filter(cached -> applier.remove(cached, server))
                    .isPresent()) {
                LOG.infof("event=removed webserver=%s kind=%s", server, kind.kind());
            }
        } catch (KubernetesClientException e) {
            problems.add(problem("NotRemoved", kind, server, e));
        }
    }

    private static Problem problem(String reason, ChildKind kind, Identity server, KubernetesClientException e) {
        String sentence = "%s %s: %s".formatted(kind.kind(), server.name(), Refusals.sentence(e));
        LOG.warnf("event=%s webserver=%s code=%d message=\"%s\"", reason, server, e.getCode(), sentence);
        return new Problem(reason, sentence);
    }
}
