package io.mpmoperator.operator.plan;

import io.mpmoperator.api.v1alpha1.SizingSpec;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.api.v1alpha1.WebServerSpec;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.Sizing;
import io.mpmoperator.footprint.SizingException;
import io.mpmoperator.footprint.SizingPlan;
import io.mpmoperator.footprint.SizingRequest;
import io.mpmoperator.mpm.Contradictions;
import io.mpmoperator.mpm.MpmDirectives;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Decides what becomes of a WebServer: a pure function of the object, the calibration and the default image. */
public final class Planner {

    private static final String CONTRADICTION = "ContradictoryNumbers";
    private static final String UNSATISFIABLE = "NothingFits";
    private static final String ABOVE_MAX_MEMORY = "AboveMaxMemory";

    private final Calibration calibration;
    private final String defaultImage;

    /** Plans with the constants of the calibration, and with the image where a spec names none. */
    public Planner(Calibration calibration, String defaultImage) {
        this.calibration = calibration;
        this.defaultImage = defaultImage;
    }

    /** The server that the object asks for, or why there cannot be one. */
    public Decision decide(WebServer webServer) {
        try {
            return new Decision.Accepted(plan(webServer));
        } catch (RefusedException e) {
            return new Decision.Refused(e.reason(), Objects.requireNonNullElse(e.getMessage(), e.reason()));
        }
    }

    private PlannedServer plan(WebServer webServer) throws RefusedException {
        WebServerSpec spec = Optional.ofNullable(webServer.getSpec())
                .filter(written -> written.mpm() != null)
                .orElseThrow(() ->
                        new RefusedException("InvalidSpec", "spec.mpm.mode is missing: prefork, worker or event"));
        MpmDirectives directives = Directives.of(spec.mpm());
        Ambiguities.refuse(spec);
        refuseContradictions(directives);
        WebServerConf conf = Confs.of(spec, directives);
        SizingPlan plan = size(request(spec, conf));
        refuseAboveMaximum(spec, conf, plan);
        return new PlannedServer(
                Identity.of(webServer),
                spec,
                Objects.requireNonNullElse(spec.image(), defaultImage),
                conf.withMpm(plan.settings().toDirectives()),
                plan,
                Lifecycle.of(plan.settings()),
                Optional.empty());
    }

    private static void refuseContradictions(MpmDirectives directives) throws RefusedException {
        List<String> contradictions = Contradictions.of(directives);
        if (!contradictions.isEmpty()) {
            throw new RefusedException(CONTRADICTION, "spec.mpm: " + String.join("; ", contradictions));
        }
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

    private SizingPlan size(SizingRequest request) throws RefusedException {
        try {
            return Sizing.plan(request, calibration);
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
                    "%d requests in progress in mode %s need %s per pod, above sizing.maxMemory %s%s"
                            .formatted(
                                    plan.settings().threads(),
                                    plan.settings().mode().directiveValue(),
                                    Memory.text(plan.memoryLimitBytes()),
                                    Memory.text(most.get()),
                                    whatFits(conf, most.get())));
        }
    }

    private String whatFits(WebServerConf conf, long most) {
        try {
            SizingPlan fitting = Sizing.plan(
                    new SizingRequest.OfBudget(
                            conf.mpm().mode(),
                            most,
                            conf.mpm(),
                            conf.workload(),
                            conf.tls().isPresent()),
                    calibration);
            return ", into which %d fit".formatted(fitting.settings().threads());
        } catch (SizingException e) {
            return ", into which nothing fits";
        }
    }
}
