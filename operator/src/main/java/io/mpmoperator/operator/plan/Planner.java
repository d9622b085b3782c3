package io.mpmoperator.operator.plan;

import io.mpmoperator.api.v1alpha1.SizingSpec;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.api.v1alpha1.WebServerSpec;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.footprint.Sizing;
import io.mpmoperator.footprint.SizingException;
import io.mpmoperator.footprint.SizingPlan;
import io.mpmoperator.footprint.SizingRequest;
import io.mpmoperator.mpm.Adjustment;
import io.mpmoperator.mpm.MpmDirectives;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Decides what becomes of a WebServer: a pure function of the object, the calibrations and the operator's defaults. */
public final class Planner {

    private static final String UNSATISFIABLE = "NothingFits";
    private static final String ABOVE_MAX_MEMORY = "AboveMaxMemory";

    private final Function<Flavor, Calibration> calibrations;
    private final Function<Flavor, String> defaultImages;
    private final Flavor defaultFlavor;

    /**
     * Plans a flavor with the constants of its calibration, and with its image where a spec names none.
     *
     * @param defaultFlavor what a spec gets that names no flavor, and nothing that only a JVM can have
     */
    public Planner(
            Function<Flavor, Calibration> calibrations, Function<Flavor, String> defaultImages, Flavor defaultFlavor) {
        this.calibrations = calibrations;
        this.defaultImages = defaultImages;
        this.defaultFlavor = defaultFlavor;
    }

    /** The same with another default. */
    public Planner withDefaultFlavor(Flavor flavor) {
        return new Planner(calibrations, defaultImages, flavor);
    }

    /** The flavor that a spec asks for; nothing where it names none that there is. */
    public Optional<Flavor> flavorOf(WebServerSpec spec) {
        try {
            return Optional.of(FlavorChoice.of(spec, defaultFlavor).flavor());
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    /** The server that the object asks for by itself, or why there cannot be one. */
    public Decision decide(WebServer webServer) {
        return decide(webServer, ConfigMapReader.none());
    }

    /** The server that the object and the ConfigMap with its configuration ask for, or why there cannot be one. */
    public Decision decide(WebServer webServer, ConfigMapReader configMaps) {
        try {
            return new Decision.Accepted(plan(webServer, configMaps));
        } catch (RefusedException e) {
            return new Decision.Refused(e.reason(), Objects.requireNonNullElse(e.getMessage(), e.reason()));
        }
    }

    private PlannedServer plan(WebServer webServer, ConfigMapReader configMaps) throws RefusedException {
        WebServerSpec spec = Optional.ofNullable(webServer.getSpec())
                .filter(written -> written.mpm() != null)
                .orElseThrow(() ->
                        new RefusedException("InvalidSpec", "spec.mpm.mode is missing: prefork, worker or event"));
        FlavorChoice choice = FlavorChoice.of(spec, defaultFlavor);
        Flavor flavor = choice.flavor();
        String name = webServer.getMetadata().getName();
        MpmDirectives ofFields = Directives.written(spec.mpm());
        Ambiguities.refuse(spec);
        Ambiguities.refuseOwnName(name, spec);
        Configuration configuration = Configuration.of(name, spec, ofFields.mode(), configMaps);
        MpmDirectives configured = configuration.alone().conf().mpm();
        FieldConflicts.refuse(spec, ofFields, configuration);
        MpmDirectives directives = Directives.of(spec.mpm(), configured);
        FieldConflicts.refuseContradictions(directives, configured);
        List<Adjustment> notes = new ArrayList<>(ConfigurationNotes.of(configuration));
        WebServerConf conf = Confs.of(spec, directives, flavor, configuration, notes);
        FieldConflicts.refuse(spec, configuration, conf);
        SizingPlan plan = size(request(spec, conf), flavor);
        refuseAboveMaximum(spec, conf, plan);
        Lifecycle lifecycle = Lifecycle.of(plan.settings());
        PodTemplateRules.refuse(spec, conf, plan, lifecycle);
        return new PlannedServer(
                Identity.of(webServer),
                spec,
                choice,
                Objects.requireNonNullElseGet(spec.image(), () -> defaultImages.apply(flavor)),
                conf.withMpm(plan.settings().toDirectives()),
                spec.handlerJars() == null ? plan : plan.withoutAlternativesIn(Flavor.NATIVE),
                lifecycle,
                Optional.empty(),
                PodLayout.CONF_KEY,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                notes);
    }

    private static SizingRequest request(WebServerSpec spec, WebServerConf conf) throws RefusedException {
        SizingSpec sizing = spec.sizing();
        boolean tls = conf.tls().isPresent();
        MpmDirectives directives = conf.mpm();
        if (sizing != null && sizing.concurrency() != null) {
            return new SizingRequest.OfConcurrency(
                    directives.mode(), sizing.concurrency(), directives, conf.workload(), tls);
        }
        Optional<Long> budget =
                sizing == null ? Optional.empty() : SpecText.bytes("spec.sizing.memoryBudget", sizing.memoryBudget());
        return budget.isPresent()
                ? new SizingRequest.OfBudget(directives.mode(), budget.get(), directives, conf.workload(), tls)
                : new SizingRequest.OfDirectives(directives, conf.workload(), tls, true);
    }

    private SizingPlan size(SizingRequest request, Flavor flavor) throws RefusedException {
        try {
            return Sizing.plan(request, calibrations.apply(flavor), calibrations);
        } catch (SizingException e) {
            throw new RefusedException(UNSATISFIABLE, Objects.requireNonNullElse(e.getMessage(), UNSATISFIABLE));
        }
    }

    private void refuseAboveMaximum(WebServerSpec spec, WebServerConf conf, SizingPlan plan) throws RefusedException {
        SizingSpec sizing = spec.sizing();
        Optional<Long> most =
                sizing == null ? Optional.empty() : SpecText.bytes("spec.sizing.maxMemory", sizing.maxMemory());
        if (most.isPresent() && plan.memoryLimitBytes() > most.get()) {
            throw new RefusedException(
                    ABOVE_MAX_MEMORY,
                    "%d requests in progress in mode %s, flavor %s, need %s per pod, above sizing.maxMemory %s%s"
                            .formatted(
                                    plan.settings().threads(),
                                    plan.settings().mode().directiveValue(),
                                    plan.flavor().text(),
                                    Quantities.text(plan.memoryLimitBytes()),
                                    Quantities.text(most.get()),
                                    whatFits(conf, most.get(), plan.flavor())));
        }
    }

    private String whatFits(WebServerConf conf, long most, Flavor flavor) {
        try {
            SizingPlan fitting = size(
                    new SizingRequest.OfBudget(
                            conf.mpm().mode(),
                            most,
                            conf.mpm(),
                            conf.workload(),
                            conf.tls().isPresent()),
                    flavor);
            return ", into which %d fit".formatted(fitting.settings().threads());
        } catch (RefusedException e) {
            return ", into which nothing fits";
        }
    }
}
