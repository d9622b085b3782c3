package io.mpmoperator.e2e.claims;

import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.mpm.MpmDirectives;
import java.math.BigDecimal;
import java.time.Duration;

/** Small servers to show the claims with. */
final class Confs {

    private Confs() {}

    /** So many processes, all there from the start, and no more. */
    static WebServerConf prefork(int processes) {
        return conf(MpmDirectives.of(Mode.PREFORK)
                .with(MpmDirective.START_SERVERS, processes)
                .with(MpmDirective.MIN_SPARE_SERVERS, 1)
                .with(MpmDirective.MAX_SPARE_SERVERS, processes)
                .with(MpmDirective.SERVER_LIMIT, processes)
                .with(MpmDirective.MAX_REQUEST_WORKERS, processes));
    }

    /** The same with places for so many processes more, which may drain beside them. */
    static WebServerConf preforkWithRoom(int processes, int room) {
        return with(prefork(processes), MpmDirective.SERVER_LIMIT, (long) processes + room);
    }

    /** So many processes of so many threads, all there from the start; one process more may drain beside them. */
    static WebServerConf worker(int processes, int threads) {
        return conf(threaded(Mode.WORKER, processes, threads));
    }

    /** The same under event, with room for so many connections to a thread. */
    static WebServerConf event(int processes, int threads, int factor) {
        return conf(threaded(Mode.EVENT, processes, threads)
                .with(MpmDirective.ASYNC_REQUEST_WORKER_FACTOR, BigDecimal.valueOf(factor)));
    }

    private static MpmDirectives threaded(Mode mode, int processes, int threads) {
        return MpmDirectives.of(mode)
                .with(MpmDirective.START_SERVERS, processes)
                .with(MpmDirective.MIN_SPARE_THREADS, 1)
                .with(MpmDirective.MAX_SPARE_THREADS, (long) (processes + 1) * threads)
                .with(MpmDirective.SERVER_LIMIT, processes + 1)
                .with(MpmDirective.THREAD_LIMIT, threads)
                .with(MpmDirective.THREADS_PER_CHILD, threads)
                .with(MpmDirective.MAX_REQUEST_WORKERS, (long) processes * threads);
    }

    private static WebServerConf conf(MpmDirectives mpm) {
        return WebServerConf.defaults(mpm.mode()).withMpm(mpm);
    }

    /** The same with another number. */
    static WebServerConf with(WebServerConf conf, MpmDirective directive, long value) {
        return conf.withMpm(conf.mpm().with(directive, value));
    }

    /** The same, keeping idle connections for so long. */
    static WebServerConf keeping(WebServerConf conf, Duration keepAliveTimeout) {
        return conf.withHttp(conf.http().withKeepAliveTimeout(keepAliveTimeout));
    }
}
