package io.mpmoperator.operator.plan;

import io.mpmoperator.api.v1alpha1.WebServerSpec;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.footprint.SizingPlan;

/**
 * A server that is planned to the last number: all that its Kubernetes objects are made from.
 *
 * @param spec what was asked for
 * @param image the server image to run
 * @param conf the webserver.conf of its pods, with the plan's settings written out in full
 * @param plan the settings in force, and the memory that follows from them
 * @param lifecycle how its pods end
 */
public record PlannedServer(
        Identity identity, WebServerSpec spec, String image, WebServerConf conf, SizingPlan plan, Lifecycle lifecycle) {

    /** Whether it serves HTTPS in place of HTTP. */
    public boolean servesTls() {
        return spec.tls() != null;
    }
}
