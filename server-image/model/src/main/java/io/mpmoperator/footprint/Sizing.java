package io.mpmoperator.footprint;

import io.mpmoperator.conf.Workload;
import io.mpmoperator.footprint.SizingRequest.OfBudget;
import io.mpmoperator.footprint.SizingRequest.OfConcurrency;
import io.mpmoperator.footprint.SizingRequest.OfDirectives;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.mpm.MpmDirectives;
import io.mpmoperator.mpm.MpmSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Answers a {@link SizingRequest} with a {@link SizingPlan}. More concurrency never gets a smaller limit. */
public final class Sizing {

    private Sizing() {}

    /**
     * The plan for a question.
     *
     * @throws SizingException when no settings carry the work or fit the budget, or when a directive is refused; the
     *     message says what was asked, what it needs and what would fit
     */
    public static SizingPlan plan(SizingRequest request, Calibration calibration) throws SizingException {
        requireCountable(request.workload());
        Sized sized = switch (request) {
            case OfDirectives asked -> WrittenSize.of(asked);
            case OfConcurrency asked ->
                LadderSearch.in(asked.mode(), asked.base(), asked.workload(), asked.tls(), calibration)
                        .forConcurrency(asked.concurrency());
            case OfBudget asked ->
                LadderSearch.in(asked.mode(), asked.base(), asked.workload(), asked.tls(), calibration)
                        .forBudget(asked.budgetBytes());
        };
        return plan(sized, request.workload(), request.tls(), calibration);
    }

    private static SizingPlan plan(Sized sized, Workload workload, boolean tls, Calibration calibration)
            throws SizingException {
        MpmSettings settings = sized.settings();
        Footprint peak = Footprint.peak(settings, workload, tls, calibration);
        return new SizingPlan(
                settings,
                sized.adjustments(),
                peak.totalBytes(),
                Footprint.serving(settings, workload, tls, calibration).totalBytes(),
                peak.components(),
                JvmOptions.ofControl(calibration),
                JvmOptions.ofChild(new Child(settings, workload, tls, calibration)),
                alternatives(sized, workload, tls, calibration));
    }

    private static List<Alternative> alternatives(
            Sized sized, Workload workload, boolean tls, Calibration calibration) {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode != sized.settings().mode())
                .flatMap(mode -> alternative(mode, sized.concurrency(), workload, tls, calibration).stream())
                .toList();
    }

    /** Nothing where the mode's hard caps keep it from carrying the work. */
    private static Optional<Alternative> alternative(
            Mode mode, int concurrency, Workload workload, boolean tls, Calibration calibration) {
        try {
            MpmSettings settings = LadderSearch.in(mode, MpmDirectives.of(mode), workload, tls, calibration)
                    .forConcurrency(concurrency)
                    .settings();
            Footprint peak = Footprint.peak(settings, workload, tls, calibration);
            return Optional.of(new Alternative(mode, peak.totalBytes()));
        } catch (SizingException cannotCarryIt) {
            return Optional.empty();
        }
    }

    private static void requireCountable(Workload workload) throws SizingException {
        if (workload.idleConnections() > MpmDirective.LARGEST_NUMBER) {
            throw new SizingException("IdleConnections %d were asked: at most %d are accepted"
                    .formatted(workload.idleConnections(), MpmDirective.LARGEST_NUMBER));
        }
    }
}
