package io.mpmoperator.server.proxy;

import io.mpmoperator.proxy.BackendUrl;
import io.mpmoperator.proxy.Parameter;
import io.mpmoperator.proxy.Parameters;
import io.mpmoperator.rules.ProxySettings;
import io.mpmoperator.rules.Rules;
import java.time.Duration;

/**
 * A backend as connections to it differ.
 *
 * @param url without its path
 * @param authorities the file of those whose certificates are believed; empty for those of the runtime
 */
record Peer(
        BackendUrl url, Parameters parameters, boolean verified, boolean named, String authorities, Duration timeout) {

    private static final Duration RETRY = Duration.ofSeconds(60);

    static Peer of(BackendUrl url, Parameters parameters, Rules rules, Duration timeout) {
        return new Peer(
                url.at(""),
                parameters,
                rules.or(ProxySettings.TLS_VERIFIED, true),
                rules.or(ProxySettings.TLS_NAMED, true),
                rules.or(ProxySettings.TLS_AUTHORITIES, ""),
                parameters.time(Parameter.TIMEOUT).orElse(rules.or(ProxySettings.TIMEOUT, timeout)));
    }

    /** How long it may make no progress. */
    long patience() {
        return timeout.toNanos();
    }

    long connectTime() {
        return parameters.time(Parameter.CONNECTIONTIMEOUT).orElse(timeout).toNanos();
    }

    /** How long it is let alone after it has failed. */
    long retry() {
        return parameters.time(Parameter.RETRY).orElse(RETRY).toNanos();
    }

    /** Whether connections are kept for other requests. */
    boolean areReused() {
        return parameters.areReused(url.scheme());
    }

    String name() {
        return url.toString();
    }
}
