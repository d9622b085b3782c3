package io.mpmoperator.operator.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A few at once and then one at a time, for each key by itself. The keys that were seen longest ago are forgotten. */
final class RateLimit {

    private static final int MOST_KEYS = 4096;

    private final int atOnce;
    private final Duration oneMoreAfter;
    private final Clock clock;

    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_KEYS;
        }
    };

    RateLimit(int atOnce, Duration oneMoreAfter, Clock clock) {
        this.atOnce = atOnce;
        this.oneMoreAfter = oneMoreAfter;
        this.clock = clock;
    }

    private record Bucket(double left, Instant at) {}

    /** Whether one more is within the limit. */
    synchronized boolean allows(String key) {
        Instant now = clock.instant();
        Bucket bucket = buckets.getOrDefault(key, new Bucket(atOnce, now));
        double refilled = (double) Duration.between(bucket.at(), now).toMillis() / oneMoreAfter.toMillis();
        double left = Math.min(atOnce, bucket.left() + refilled);
        boolean allowed = left >= 1;
        buckets.put(key, new Bucket(allowed ? left - 1 : left, now));
        return allowed;
    }
}
