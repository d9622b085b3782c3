package io.mpmoperator.server.proxy;

import io.mpmoperator.proxy.BackendUrl;
import io.mpmoperator.proxy.Parameter;
import io.mpmoperator.proxy.Parameters;
import io.mpmoperator.proxy.Scheme;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.log.LogThrottle;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The backends of a process: a pool of connections for each that a configuration names. */
public final class Backends {

    private static final int MOST_POOLS = 1024;

    private final Map<Peer, BackendPool> pools = new ConcurrentHashMap<>();
    private final int workers;
    private final Duration timeout;
    private final LongSupplier nanoTime;
    private final Log log;
    private final LogThrottle failures;
    private final TlsContexts contexts = new TlsContexts();

    /**
     * The backends of a process that has yet to connect to one.
     *
     * @param workers threads that may forward a request at once
     * @param timeout how long a backend may make no progress where nothing is said
     */
    public Backends(int workers, Duration timeout, LongSupplier nanoTime, Log log) {
        this.workers = workers;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        this.log = log;
        this.failures = new LogThrottle(Duration.ofSeconds(1), nanoTime);
    }

    /**
     * What forwards a request.
     *
     * @param url of the backend, with the path and the query that it is asked for
     * @param parameters what is said of it
     * @param pooled whether its connections are kept, as those of a backend that the configuration itself names are
     */
    public RequestHandler to(BackendUrl url, Parameters parameters, boolean pooled, Circumstances circumstances) {
        Peer peer = Peer.of(url, parameters, circumstances.rules(), timeout);
        BackendPool pool = pooled && pools.size() < MOST_POOLS ? pools.computeIfAbsent(peer, this::pool) : pool(peer);
        return url.scheme() == Scheme.FCGI
                ? new FastCgiForwarder(this, pool, pooled, circumstances)
                : new Forwarder(this, pool, url, pooled, circumstances);
    }

    private BackendPool pool(Peer peer) {
        return new BackendPool(peer, this::connect, workers, nanoTime);
    }

    private BackendStream connect(Peer peer, SocketAddress address) throws IOException {
        boolean kept = peer.parameters().isOn(Parameter.KEEPALIVE);
        ChannelStream raw = ChannelStream.connect(address, kept, peer.connectTime());
        return peer.url().scheme().encrypted() ? TlsStream.over(raw, contexts.engine(peer), peer.connectTime()) : raw;
    }

    /** Tells what a script has to say. */
    void tell(String request, String backend, String said) {
        log.error("script-error", "request", request, "backend", backend, "text", said);
    }

    /** Tells of a backend that did not do its part, not too often. */
    void tell(String request, String backend, int status, Throwable reason) {
        failures.error(
                log,
                "backend-failed",
                "request",
                request,
                "backend",
                backend,
                "status",
                status,
                "reason",
                reason.getMessage());
    }
}
