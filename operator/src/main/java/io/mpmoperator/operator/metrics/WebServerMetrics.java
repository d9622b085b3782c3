package io.mpmoperator.operator.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.api.v1alpha1.WebServerSpec;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.operator.status.Statuses;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The WebServers by mode, flavor and condition, and the memory that is planned for them. */
public final class WebServerMetrics {

    private static final Duration CENSUS_LASTS = Duration.ofSeconds(1);
    private static final List<String> CONDITIONS =
            List.of(Statuses.ACCEPTED, Statuses.AVAILABLE, Statuses.PROGRESSING, Statuses.DEGRADED);

    private final Supplier<Stream<WebServer>> webServers;
    private final Function<WebServerSpec, Optional<Flavor>> flavors;
    private final Clock clock;
    private Census census = new Census(Map.of(), Map.of());
    private Instant taken = Instant.EPOCH;

    private WebServerMetrics(
            Supplier<Stream<WebServer>> webServers, Function<WebServerSpec, Optional<Flavor>> flavors, Clock clock) {
        this.webServers = webServers;
        this.flavors = flavors;
        this.clock = clock;
    }

    /**
     * Registers the gauges; they count when they are read.
     *
     * @param flavors the flavor that a spec asks for, where none was planned yet
     */
    public static void register(
            MeterRegistry registry,
            Supplier<Stream<WebServer>> webServers,
            Function<WebServerSpec, Optional<Flavor>> flavors,
            Clock clock) {
        WebServerMetrics metrics = new WebServerMetrics(webServers, flavors, clock);
        for (Mode mode : Mode.values()) {
            for (Flavor flavor : Flavor.values()) {
                metrics.register(registry, new Census.Kind(mode.directiveValue(), flavor.text()));
            }
        }
    }

    private void register(MeterRegistry registry, Census.Kind kind) {
        Tags tags = Tags.of("mode", kind.mode(), "flavor", kind.flavor());
        Gauge.builder("mpm.planned.memory", this, metrics -> metrics.current().plannedBytes(kind))
                .description("The sum of the memory limits of all pods of WebServers")
                .baseUnit("bytes")
                .tags(tags)
                .strongReference(true)
                .register(registry);
        for (String condition : CONDITIONS) {
            for (String status : List.of("True", "False")) {
                Census.Key key = new Census.Key(kind, condition, status);
                Gauge.builder(
                                "mpm.webservers",
                                this,
                                metrics -> metrics.current().count(key))
                        .description("WebServers by mode, flavor and condition")
                        .tags(tags.and("condition", condition, "status", status))
                        .strongReference(true)
                        .register(registry);
            }
        }
    }

    /** One census serves all gauges of a scrape. */
    private synchronized Census current() {
        Instant now = clock.instant();
        if (Duration.between(taken, now).compareTo(CENSUS_LASTS) > 0) {
            census = Census.of(webServers.get(), flavors);
            taken = now;
        }
        return census;
    }
}
