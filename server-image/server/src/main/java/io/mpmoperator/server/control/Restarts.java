package io.mpmoperator.server.control;

import io.mpmoperator.server.control.Change.Action;
import io.mpmoperator.server.control.Change.Happening;
import io.mpmoperator.server.control.Change.Stage;
import io.mpmoperator.server.control.Configuration.Offer;
import io.mpmoperator.server.files.NoThreadException;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.log.LogThrottle;
import io.mpmoperator.server.nativecalls.Posix;
import io.mpmoperator.server.nativecalls.PosixException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes up other configurations: carries out what {@link Change} decides. Everything is called by the control loop but
 * {@link #refusal}.
 */
final class Restarts {

    /** The request of an announcement that cannot be read. */
    private static final RestartRequest UNREADABLE = new RestartRequest(true, Optional.of(""), null);

    private final Configuration configuration;
    private final Provisions provisions;
    private final Posix posix;
    private final Log log;
    private final Counters counters;
    private final Server server;
    private final LogThrottle withoutThread = new LogThrottle(Duration.ofMinutes(1), System::nanoTime);
    private Change change = Change.NONE;
    private volatile @Nullable Refusal refusal;
    private int generations;
    private String tried = "";
    private Optional<String> refusedAnnouncement = Optional.empty();
    private boolean refusedUnread;
    private Optional<String> announcementTrouble = Optional.empty();
    private @Nullable Preparation preparation;
    private @Nullable Serving candidate;
    private @Nullable TrialProcess trial;
    private Posix.@Nullable Reaped trialEnd;
    private @Nullable Serving before;

    /** The server, as far as it changes with its configuration. */
    interface Server {

        /** What it serves with. */
        Serving serving();

        /** Opens all logs anew, for those that were moved away. */
        void reopenLogs();

        /**
         * Serves with that from now on.
         *
         * @throws ConfigurationException when it cannot; all is as it was
         */
        void takeUp(Serving next, boolean graceful) throws ConfigurationException;

        /** Serves again with what it served with before. */
        void goBack(Serving to);
    }

    Restarts(
            Configuration configuration,
            Provisions provisions,
            Posix posix,
            Log log,
            Counters counters,
            Server server) {
        this.configuration = configuration;
        this.provisions = provisions;
        this.posix = posix;
        this.log = log;
        this.counters = counters;
        this.server = server;
    }

    /** The configuration that was tried last, while it is refused; any thread may ask. */
    Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Whether the loop is to come round soon. */
    boolean underWay() {
        return change.underWay();
    }

    /** Another configuration is asked for. */
    void request(RestartRequest request) {
        happens(new Happening.Requested(request));
    }

    /** A process has ended; whether it was the one that tries a configuration. */
    boolean reaped(Posix.Reaped ended) {
        if (trial == null || trial.pid() != ended.pid()) {
            return false;
        }
        trialEnd = ended;
        return true;
    }

    /**
     * A child of the generation in force has ended without having been ready.
     *
     * @return whether that was the end of its generation
     */
    boolean childFailed(Posix.Reaped how, String said) {
        boolean proving = change.stage() instanceof Stage.Proving;
        happens(new Happening.ChildFailed(how, Change.reason(how, said)));
        return proving && !(change.stage() instanceof Stage.Proving);
    }

    /** To be called whenever the loop goes round. */
    void goOn(boolean anyChildReady) {
        if (preparation != null) {
            preparation.outcome().ifPresent(this::startTrial);
        }
        if (trial != null && trialEnd != null) {
            happens(new Happening.TrialEnded(trial.ready() && trialEnd.clean(), Change.reason(trialEnd, trial.said())));
        } else if (trial != null && trial.babbles()) {
            happens(new Happening.TrialEnded(false, "the trial printed more than a mebibyte: " + trial.said()));
        } else if (anyChildReady) {
            happens(new Happening.ChildReady());
        }
        happens(new Happening.Passed());
    }

    /** To be called every second: looks for an announcement, and for the end of one. */
    void look() {
        try {
            announcementTrouble = Optional.empty();
            look(configuration.announcement(this::refuseAnnouncement));
        } catch (NoThreadException e) {
            withoutThread.warn(log, "announcement-not-looked-at", "reason", e.getMessage());
        }
    }

    private void look(Optional<String> announced) {
        withdraw(announced);
        if (!announced.equals(refusedAnnouncement)) {
            refusedAnnouncement = Optional.empty();
        }
        if (change.stage() instanceof Stage.Trying(RestartRequest request, long _)
                && request.announced().isPresent()
                && announced.isPresent()
                && !request.announced().equals(announced)) {
            happens(new Happening.Withdrawn());
        }
        announced
                .filter(this::isNew)
                .ifPresent(hash -> configuration
                        .offered(hash)
                        .filter(this::isNew)
                        .ifPresent(offer -> request(RestartRequest.announced(hash, offer))));
    }

    private boolean isNew(String announced) {
        return !change.underWay() && (refusedAnnouncement.isEmpty() || refusedUnread) && !announced.equals(running());
    }

    /** What could not be read was not refused for what it says: it is looked at again when it can. */
    private boolean isNew(Offer offer) {
        return refusedAnnouncement.isEmpty() || offer instanceof Offer.Usable;
    }

    /** What is announced cannot be read: said once, and until it can be read. */
    private void refuseAnnouncement(String reason) {
        announcementTrouble = Optional.of(reason);
        if (!UNREADABLE.equals(refusedRequest()) || !reason.equals(refusedReason())) {
            refuse(UNREADABLE, "", reason);
        }
    }

    private @Nullable RestartRequest refusedRequest() {
        return refusal == null ? null : refusal.request();
    }

    private @Nullable String refusedReason() {
        return refusal == null ? null : refusal.reason();
    }

    private void withdraw(Optional<String> announced) {
        Refusal refused = refusal;
        if (refused != null && isOver(refused, announced)) {
            log.info("refusal-withdrawn", "sha256", refused.sha256());
            refusal = null;
        }
    }

    /** Whether what was refused is no longer asked for. A request for what is in force, with other logs for example, goes on. */
    private boolean isOver(Refusal refused, Optional<String> announced) {
        if (refused.request().equals(UNREADABLE)) {
            return announcementTrouble.isEmpty();
        }
        Optional<String> wanted = refused.request().announced().isPresent() ? announced : configuration.hash();
        return wanted.isPresent()
                && wanted.get().equals(running())
                && !refused.sha256().equals(running());
    }

    private String running() {
        return server.serving().generation().sha256().hex();
    }

    /** Ends a trial, for the server ends. */
    void stop() {
        endTrial();
        keep();
        change = Change.NONE;
    }

    private void happens(Happening happening) {
        Change.Step step = change.on(happening, System.nanoTime());
        change = step.after();
        carryOut(step.action());
    }

    private void carryOut(Action action) {
        switch (action) {
            case Action.Wait() -> {}
            case Action.Try(RestartRequest request) -> tryOut(request);
            case Action.TakeUp(RestartRequest request) -> takeUp(request);
            case Action.Keep() -> keep();
            case Action.Drop() -> endTrial();
            case Action.Refuse(RestartRequest request, String reason) -> {
                endTrial();
                refuse(request, tried, reason);
            }
            case Action.GoBack(RestartRequest request, String reason) -> goBack(request, reason);
        }
    }

    private void tryOut(RestartRequest request) {
        if (!isStillAnnounced(request)) {
            happens(new Happening.Withdrawn());
            return;
        }
        server.reopenLogs();
        tried = request.announced().orElse("");
        try {
            preparation = Preparation.begin(configuration, provisions, request, generations + 1, server.serving(), log);
        } catch (NoThreadException e) {
            happens(new Happening.Unreadable(String.valueOf(e.getMessage())));
        }
    }

    /** Whether a signal has asked for it, or an announcement that is still there. One that was not looked at comes again. */
    private boolean isStillAnnounced(RestartRequest request) {
        try {
            return request.announced().isEmpty() || request.announced().equals(configuration.announcement());
        } catch (NoThreadException e) {
            return false;
        }
    }

    /** Starts the trial, once it is known with what. */
    private void startTrial(Preparation.Outcome outcome) {
        preparation = null;
        tried = outcome.sha256();
        try {
            Serving fresh = outcome.serving();
            candidate = fresh;
            Generation next = fresh.generation();
            trial = TrialProcess.start(posix, fresh.launcher(), next.settings().threadLimit(), System.nanoTime());
            log.info("trying", "generation", next.number(), "sha256", tried, "trial", trial.pid());
        } catch (ConfigurationException | PosixException e) {
            happens(new Happening.Unreadable(String.valueOf(e.getMessage())));
        }
    }

    private void takeUp(RestartRequest request) {
        Serving fresh = Objects.requireNonNull(candidate, "a trial has a candidate");
        candidate = null;
        endTrial();
        Serving running = server.serving();
        before = running;
        refusal = null;
        try {
            server.takeUp(fresh, request.graceful());
            generations = fresh.generation().number();
        } catch (ConfigurationException e) {
            before = null;
            provisions.drop(fresh, running);
            change = new Change(new Stage.None(), change.next());
            refuse(request, tried, String.valueOf(e.getMessage()));
        }
    }

    private void keep() {
        Serving old = before;
        before = null;
        if (old != null) {
            provisions.drop(old, server.serving());
        }
    }

    private void goBack(RestartRequest request, String reason) {
        Serving old = Objects.requireNonNull(before, "a generation that is proved has one before it");
        before = null;
        Serving failed = server.serving();
        refuse(request, tried, reason);
        server.goBack(old);
        provisions.drop(failed, old);
    }

    private void endTrial() {
        if (trial != null) {
            trial.close(trialEnd == null);
        }
        if (preparation != null) {
            preparation.abandon();
        }
        preparation = null;
        if (candidate != null) {
            provisions.drop(candidate, server.serving());
        }
        trial = null;
        trialEnd = null;
        candidate = null;
    }

    private void refuse(RestartRequest request, String sha256, String reason) {
        Refusal refused = Refusal.of(request, sha256, reason);
        refusal = refused;
        if (request.announced().isPresent()) {
            refusedAnnouncement = request.announced();
            refusedUnread = request.unusable();
        }
        counters.refused();
        log.error(
                "configuration-refused",
                "reason",
                refused.reason(),
                "sha256",
                sha256,
                "running",
                "with the configuration as it was");
    }
}
