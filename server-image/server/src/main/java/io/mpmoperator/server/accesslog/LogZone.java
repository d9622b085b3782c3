package io.mpmoperator.server.accesslog;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The zone of times in logs: UTC, or that of the environment variable TZ. No others are looked for: that would load them all. */
final class LogZone {

    private static final ZoneId ZONE = zone(System.getenv("TZ"));

    private LogZone() {}

    static ZoneId zone(@Nullable String tz) {
        return tz == null || tz.isEmpty() || tz.equals("UTC") || tz.equals("Etc/UTC") || tz.equals("GMT")
                ? ZoneOffset.UTC
                : ZoneId.systemDefault();
    }

    static ZoneId get() {
        return ZONE;
    }

    static boolean isUtc() {
        return ZONE.equals(ZoneOffset.UTC);
    }
}
