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
import java.util.function.Function;
import java.util.stream.Stream;

/** Answers a {@link SizingRequest} with a {@link SizingPlan}. More concurrency never gets a smaller limit. */
public final class Sizing {

    private Sizing() {}

    /**
     * The plan for a question, beside what the model's shipped calibrations say of the other flavors.
     *
     * @throws SizingException as {@link #plan(SizingRequest, Calibration, Function)}
     */
    public static SizingPlan plan(SizingRequest request, Calibration calibration) throws SizingException {
        return plan(request, calibration, Calibration::shipped);
    }

    /**
     * The plan for a question.
     *
     * @param others the calibrations of the flavors that the plan is not for
     * @throws SizingException when no settings carry the work or fit the budget, or when a directive is refused; the
     *     message says what was asked, what it needs and what would fit
     */
    public static SizingPlan plan(SizingRequest request, Calibration calibration, Function<Flavor, Calibration> others)
            throws SizingException {
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
        MpmSettings settings = sized.settings();
        Workload workload = request.workload();
        Footprint peak = Footprint.peak(settings, workload, request.tls(), calibration);
        Tasks tasks = Tasks.peak(settings, workload, calibration);
        return new SizingPlan(
                calibration.flavor(),
                settings,
                Stream.concat(sized.adjustments().stream(), tasks.aboveCommonLimit().stream())
                        .toList(),
                peak.totalBytes(),
                Footprint.serving(settings, workload, request.tls(), calibration)
                        .totalBytes(),
                tasks,
                peak.components(),
                JvmOptions.ofControl(calibration),
                JvmOptions.ofChild(new Child(settings, workload, request.tls(), calibration)),
                alternatives(request, sized, calibration, others));
    }

    private static List<Alternative> alternatives(
            SizingRequest request, Sized sized, Calibration own, Function<Flavor, Calibration> others) {
        Stream<Calibration> calibrations = Stream.concat(
                Stream.of(own),
                Arrays.stream(Flavor.values())
                        .filter(flavor -> flavor != own.flavor())
                        .map(others));
        return calibrations
                .flatMap(calibration -> Arrays.stream(Mode.values())
                        .filter(mode -> calibration.flavor() != own.flavor()
                                || mode != sized.settings().mode())
                        .flatMap(mode -> alternative(mode, request, sized, calibration).stream()))
                .toList();
    }

    /** Nothing where the mode's hard caps keep it from carrying the work. */
    private static Optional<Alternative> alternative(
            Mode mode, SizingRequest request, Sized sized, Calibration calibration) {
        try {
            MpmSettings settings = settings(mode, request, sized, calibration);
            Footprint peak = Footprint.peak(settings, request.workload(), request.tls(), calibration);
            return Optional.of(new Alternative(calibration.flavor(), mode, peak.totalBytes()));
        } catch (SizingException cannotCarryIt) {
            return Optional.empty();
        }
    }

    /** Numbers that somebody wrote stay as they are in the same mode of another flavor; else the cheapest are taken. */
    private static MpmSettings settings(Mode mode, SizingRequest request, Sized sized, Calibration calibration)
            throws SizingException {
        return request instanceof OfDirectives && mode == sized.settings().mode()
                ? sized.settings()
                : LadderSearch.in(mode, MpmDirectives.of(mode), request.workload(), request.tls(), calibration)
                        .forConcurrency(sized.concurrency())
                        .settings();
    }

    private static void requireCountable(Workload workload) throws SizingException {
        if (workload.idleConnections() > MpmDirective.LARGEST_NUMBER) {
            throw new SizingException("IdleConnections %d were asked: at most %d are accepted"
                    .formatted(workload.idleConnections(), MpmDirective.LARGEST_NUMBER));
        }
    }
}
