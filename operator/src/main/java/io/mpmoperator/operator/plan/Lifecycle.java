package io.mpmoperator.operator.plan;

import io.mpmoperator.mpm.MpmSettings;
import java.time.Duration;

/**
 * How a pod ends without losing a request.
 *
 * @param preStop time between the decision to end the pod and the server's TERM, in which Services forget the pod
 * @param drain time for requests in progress after TERM: GracefulShutdownTimeout
 * @param grace what the pod is given in all before it is killed
 */
public record Lifecycle(Duration preStop, Duration drain, Duration grace) {

    /** GracefulShutdownTimeout where the spec has none; Apache's own default would wait without an end. */
    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(30);

    private static final Duration PRE_STOP = Duration.ofSeconds(5);
    private static final Duration MARGIN = Duration.ofSeconds(5);
    private static final Duration FOR_EVER = Duration.ofHours(1);

    static Lifecycle of(MpmSettings settings) {
        Duration timeout = settings.gracefulShutdownTimeout();
        Duration drain = timeout.isZero() ? FOR_EVER : timeout;
        return new Lifecycle(PRE_STOP, drain, PRE_STOP.plus(drain).plus(MARGIN));
    }
}
