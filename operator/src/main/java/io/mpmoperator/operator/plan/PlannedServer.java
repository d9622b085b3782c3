package io.mpmoperator.operator.plan;

import io.mpmoperator.api.v1alpha1.WebServerSpec;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.footprint.SizingPlan;
import io.mpmoperator.mpm.Adjustment;
import java.util.List;
import java.util.Optional;

/**
 * A server that is planned to the last number: all that its Kubernetes objects are made from.
 *
 * @param spec what was asked for
 * @param flavor what its pods run, and why
 * @param image the server image to run
 * @param conf the webserver.conf of its pods, with the plan's settings written out in full
 * @param plan the settings in force, and the memory that follows from them
 * @param lifecycle how its pods end
 * @param contentHash changes with the content of the ConfigMaps and Secrets that its pods refer to; empty where that was
 *     not read or there are none
 * @param confKey the key of the ConfigMap under which its pods find their webserver.conf
 * @param certificate the certificate for whose sake its pods were replaced last; empty where that never was
 * @param claims the PersistentVolumeClaims that its pods mount, as far as they were read
 * @param handlerCopy the copy of the ConfigMap of spec.handlerJars that its pods mount; empty where that ConfigMap was not
 *     read or there is none
 * @param notes what of the configuration is not in force as it is written
 */
public record PlannedServer(
        Identity identity,
        WebServerSpec spec,
        FlavorChoice flavor,
        String image,
        WebServerConf conf,
        SizingPlan plan,
        Lifecycle lifecycle,
        Optional<String> contentHash,
        String confKey,
        Optional<String> certificate,
        List<Claim> claims,
        Optional<String> handlerCopy,
        List<Adjustment> notes) {

    /** The same server, whose pods refer to that content. */
    public PlannedServer withContentHash(Optional<String> hash) {
        return new PlannedServer(
                identity,
                spec,
                flavor,
                image,
                conf,
                plan,
                lifecycle,
                hash,
                confKey,
                certificate,
                claims,
                handlerCopy,
                notes);
    }

    /** The same server, whose pods find their configuration under that key. */
    public PlannedServer withConfKey(String key) {
        return new PlannedServer(
                identity,
                spec,
                flavor,
                image,
                conf,
                plan,
                lifecycle,
                contentHash,
                key,
                certificate,
                claims,
                handlerCopy,
                notes);
    }

    /** The same server, whose pods were replaced for the sake of that certificate. */
    public PlannedServer withCertificate(Optional<String> hash) {
        return new PlannedServer(
                identity,
                spec,
                flavor,
                image,
                conf,
                plan,
                lifecycle,
                contentHash,
                confKey,
                hash,
                claims,
                handlerCopy,
                notes);
    }

    /** The same server, whose pods mount those claims. */
    public PlannedServer withClaims(List<Claim> read) {
        return new PlannedServer(
                identity,
                spec,
                flavor,
                image,
                conf,
                plan,
                lifecycle,
                contentHash,
                confKey,
                certificate,
                read,
                handlerCopy,
                notes);
    }

    /** The same server, whose pods mount that copy of the ConfigMap of spec.handlerJars. */
    public PlannedServer withHandlerCopy(Optional<String> name) {
        return new PlannedServer(
                identity,
                spec,
                flavor,
                image,
                conf,
                plan,
                lifecycle,
                contentHash,
                confKey,
                certificate,
                claims,
                name,
                notes);
    }

    /** Whether it serves HTTPS. */
    public boolean servesTls() {
        return spec.tls() != null;
    }

    /** Whether it serves HTTP at a port of its own beside HTTPS, for the virtual hosts of its configuration that are for it. */
    public boolean servesHttpToo() {
        return servesTls() && conf.listens().size() > 1;
    }

    /** Whether HTTP beside HTTPS has a port of the Service. */
    public boolean serviceHasHttpToo() {
        return servesHttpToo() && PodPorts.hasHttp(spec.service());
    }
}
