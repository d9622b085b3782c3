package io.mpmoperator.server.handler;

import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;

/**
 * Whether a handler that has returned without closing its exchange has left it to another thread, or has leaked it: nothing
 * refers to a leaked exchange. That is known after a garbage collection. The detector asks for one at growing intervals, and for
 * at most a hundredth of the process's time.
 */
final class LeakDetector {

    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(60);
    private static final int LONGER = 4;
    private static final int SHARE = 100;

    private final WeakReference<ExchangeAdapter> exchange;
    private final WeakReference<ResponseBody> body;

    LeakDetector(ExchangeAdapter exchange, ResponseBody body) {
        this.exchange = new WeakReference<>(exchange);
        this.body = new WeakReference<>(body);
    }

    /** Waits until the exchange is over, or it is known that nothing refers to it; whether it is over. */
    boolean awaitOver(HandlerResponse answering) {
        long pause = FIRST_PAUSE;
        while (!answering.awaitOver(pause)) {
            if (isLeaked()) {
                return answering.over();
            }
            Collector.ask();
            if (isLeaked()) {
                return answering.over();
            }
            pause = Math.min(LONGER * pause, LONGEST_PAUSE);
        }
        return true;
    }

    private boolean isLeaked() {
        return exchange.refersTo(null) && body.refersTo(null);
    }

    /** The garbage collector, as it may be asked. */
    private static final class Collector {

        private static long notBefore = System.nanoTime();

        private Collector() {}

        static synchronized void ask() {
            long began = System.nanoTime();
            if (began - notBefore >= 0) {
                System.gc();
                long now = System.nanoTime();
                notBefore = now + SHARE * (now - began);
            }
        }
    }
}
