package io.mpmoperator.server.child;

import io.mpmoperator.conf.LogSettings;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.SiteSettings;
import io.mpmoperator.server.accesslog.AccessLogging;
import io.mpmoperator.server.content.CacheLimits;
import io.mpmoperator.server.engine.ChildContext;
import io.mpmoperator.server.engine.ChildSettings;
import io.mpmoperator.server.engine.Engine;
import io.mpmoperator.server.files.OutsideFile;
import io.mpmoperator.server.handler.HandlerException;
import io.mpmoperator.server.handler.HandlerMounts;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.RequestMemory;
import io.mpmoperator.server.http.ServerContext;
import io.mpmoperator.server.jdk.JdkParts;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.management.StatusReport;
import io.mpmoperator.server.scoreboard.ProcessSlot;
import io.mpmoperator.server.scoreboard.Scoreboard;
import io.mpmoperator.server.scoreboard.WorkerState;
import io.mpmoperator.server.tls.StoredIdentities;
import io.mpmoperator.server.tls.TlsException;
import io.mpmoperator.site.Site;
import io.mpmoperator.site.SiteReader;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A child process: takes up what the control process has left for it and serves in its mode until it is told to end. */
public final class ChildMain {

    /** The word by which an executable that holds all programs becomes a child. */
    public static final String COMMAND = "child";

    /** The exit code of a child that cannot serve with this configuration, however often it is started. */
    public static final int FATAL = 78;

    /** The exit code of a JVM that has run out of memory, with {@code -XX:+ExitOnOutOfMemoryError}. */
    public static final int OUT_OF_MEMORY = 3;

    /** The exit code, which no process asks for, of a child whose control process has gone before it was ready. */
    private static final int ORPHANED = 1;

    private ChildMain() {}

    /** Runs the child; see {@link ChildArguments}. */
    public static void main(String[] words) throws IOException {
        ControlLine line = ControlLine.listen(
                ChildArguments.path(ChildArguments.CONTROL_LINE),
                () -> Runtime.getRuntime().halt(ORPHANED));
        FieldEncoders.initialize();
        ChildArguments arguments = ChildArguments.of(words);
        ChildSettings settings = settings();
        Log log = errorLog(settings, arguments.trial());
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> die(log, thread, failure));
        Thread.setDefaultUncaughtExceptionHandler(new ForeignThreads(log));
        JdkParts.missing().forEach(sentence -> log.warn("jdk-part-missing", "reason", sentence));
        AtomicBoolean stopping = new AtomicBoolean();
        Site site = site(settings, log);
        try (AccessLogging access = accessLog(site, log, arguments.trial())) {
            Scoreboard scoreboard = Scoreboard.open(Path.of(ChildArguments.path(ChildArguments.SCOREBOARD)));
            ProcessSlot slot = scoreboard.process(arguments.slot());
            log.dropped().tell(slot::countLogLinesDropped);
            Certificates certificates = new Certificates(settings, inheritedCertificates(), slot::certificate, log);
            Ports ports = arguments.trial()
                    ? Ports.ofTrial(settings.https().size())
                    : Ports.inherited(settings.https().size());
            HandlerMounts.Made mounted = handlers(settings, log);
            Responders responders = new Responders(
                    settings, site, mounted, new SharedStatus(StatusReport.ofChild(scoreboard)), certificates, log);
            List<PortTraits> traits = traits(responders, ports.numbers(), limits(settings), log);
            ServerContext server = new ServerContext(
                            settings.http(),
                            traits.getFirst().handler(),
                            access,
                            log,
                            stopping::get,
                            traits.getFirst().around(),
                            new RequestMemory(settings.requestMemoryLimit(), System::nanoTime))
                    .behind(traits.getFirst().proxies());
            Runnable retire = () -> {
                stopping.set(true);
                slot.markQuiescing();
            };
            ChildContext context = new ChildContext(settings, slot, ports.listening(server, traits), log, retire);
            Engine engine = Engines.of(context);
            if (arguments.trial()) {
                rehearse(settings, slot);
            }
            ControlLine.Quiesce quiesce = last -> {
                stopping.set(true);
                engine.quiesce(last);
            };
            line.obey(new ControlLine.Commands(() -> reopen(log, access), () -> certificates.renew(), quiesce));
            warmUp(settings, server, traits.getFirst().files(), scoreboard, responders);
            engine.serve();
        }
        log.end();
        Runtime.getRuntime().halt(0);
    }

    /**
     * Not where the code is compiled already, and not where clients wait: a child that replaces a lost one accepts at once when
     * no other has an idle worker.
     */
    private static void warmUp(
            ChildSettings settings,
            ServerContext server,
            RequestHandler files,
            Scoreboard scoreboard,
            Responders responders) {
        boolean compiled = System.getProperty("org.graalvm.nativeimage.imagecode") != null;
        if (!compiled && !clientsWait(scoreboard)) {
            Supplier<RequestHandler> afresh =
                    () -> responders.files(limits(settings).withoutOpenFiles());
            new WarmUp(server, files, afresh, settings.mode() != Mode.EVENT)
                    .run(Path.of(settings.documentRoot()), WarmUp.budget(settings.maxConnectionsPerChild()));
        }
    }

    private static boolean clientsWait(Scoreboard scoreboard) {
        boolean anyServes = false;
        for (int number = 0; number < scoreboard.slots(); number++) {
            ProcessSlot process = scoreboard.process(number);
            if (process.serves()) {
                anyServes = true;
                for (int worker = 0; worker < process.workers(); worker++) {
                    if (process.worker(worker).state() == WorkerState.READY) {
                        return false;
                    }
                }
            }
        }
        return anyServes;
    }

    /** What is left of a start without the listening socket, and the end of a trial. */
    private static void rehearse(ChildSettings settings, ProcessSlot slot) {
        requireDocumentRoot(settings);
        startThreads(settings.threadsPerChild());
        slot.markReady();
        Runtime.getRuntime().halt(0);
    }

    /** A child could do without and would answer 503; a configuration that does not bring one replaces none that does. */
    private static void requireDocumentRoot(ChildSettings settings) {
        boolean filesAreServed =
                settings.handlers().stream().noneMatch(mount -> mount.segments().isEmpty());
        Path documentRoot = Path.of(settings.documentRoot());
        if (filesAreServed && !Files.isDirectory(documentRoot)) {
            throw fatal("DocumentRoot " + documentRoot + ": there is no such directory", null);
        }
        if (filesAreServed && !Files.isExecutable(documentRoot)) {
            throw fatal("DocumentRoot " + documentRoot + ": permission denied", null);
        }
    }

    /** As many as the engine would start; where there may not be so many, the configuration is no good. */
    private static void startThreads(int count) {
        for (int i = 0; i < count; i++) {
            try {
                Thread.ofPlatform().daemon().start(LockSupport::park);
            } catch (OutOfMemoryError e) {
                throw fatal(
                        "ThreadsPerChild " + count + ": no more than " + i + " threads can be started: "
                                + e.getMessage(),
                        null);
            }
        }
    }

    /**
     * A log that cannot be opened refuses a configuration that is tried. A child of one in force serves without it: whoever moved
     * its folder away did not mean to end the site, one child after the other.
     */
    private static Log errorLog(ChildSettings settings, boolean trial) {
        LogSettings logs = settings.logs();
        try {
            return Log.to(logs.errorLog(), logs.logLevel(), ChildArguments.LOGS);
        } catch (IOException e) {
            String reason = "ErrorLog " + logs.errorLog() + ": cannot be opened for writing: " + OutsideFile.reason(e);
            if (trial) {
                throw fatal(reason, null);
            }
            return onStandardError(logs, reason);
        }
    }

    private static Log onStandardError(LogSettings logs, String reason) {
        try {
            Log log = Log.to(Log.STANDARD_ERROR, logs.logLevel(), ChildArguments.LOGS);
            log.error("log-not-opened", "reason", reason);
            return log;
        } catch (IOException e) {
            throw fatal(reason + "; nor can standard error: " + OutsideFile.reason(e), null);
        }
    }

    private static AccessLogging accessLog(Site site, Log log, boolean trial) {
        return AccessLogging.open(site, log, reason -> {
            if (trial) {
                throw fatal(reason, log);
            }
            log.error("log-not-opened", "reason", reason + "; this child does not write it");
        });
    }

    /** Says why there is no serving with this configuration, and ends. */
    private static IllegalStateException fatal(String reason, @Nullable Log log) {
        FailureReport.write(reason);
        if (log != null) {
            log.error("configuration-unusable", "reason", reason);
            log.end();
        }
        Runtime.getRuntime().halt(FATAL);
        return new IllegalStateException(reason);
    }

    /** What cannot be opened anew stays in use as it was. */
    private static void reopen(Log log, AccessLogging access) {
        try {
            log.reopen();
            access.reopen();
        } catch (IOException e) {
            log.error("log-not-reopened", "reason", e);
        }
    }

    private static ChildSettings settings() throws IOException {
        String path = ChildArguments.path(ChildArguments.SETTINGS);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(path)))) {
            return ChildSettings.read(in);
        }
    }

    private static HandlerMounts.Made handlers(ChildSettings settings, Log log) {
        try {
            return HandlerMounts.make(settings.handlerPath(), settings.handlers(), log);
        } catch (HandlerException e) {
            throw fatal(String.valueOf(e.getMessage()), log);
        }
    }

    private static CacheLimits limits(ChildSettings settings) {
        return settings.mode() == Mode.PREFORK ? CacheLimits.OF_ONE_CONNECTION : CacheLimits.SHARED;
    }

    private static Site site(ChildSettings settings, Log log) {
        Rules base = settings.logs()
                .rules()
                .with(SiteSettings.DOCUMENT_ROOT, settings.documentRoot())
                .with(SiteSettings.DIRECTORY_INDEX, settings.directoryIndex());
        if (settings.site().isEmpty()) {
            return Site.of(base);
        }
        try {
            return SiteReader.read(settings.site(), base);
        } catch (IllegalArgumentException e) {
            throw fatal(String.valueOf(e.getMessage()), log);
        }
    }

    private static List<PortTraits> traits(Responders responders, List<Integer> ports, CacheLimits limits, Log log) {
        try {
            return responders.at(ports, limits);
        } catch (IllegalArgumentException | TlsException e) {
            throw fatal(String.valueOf(e.getMessage()), log);
        }
    }

    private static StoredIdentities inheritedCertificates() throws IOException {
        return StoredIdentities.parse(Files.readString(Path.of(ChildArguments.path(ChildArguments.CERTIFICATE))));
    }

    /** A thread of its own that dies of an unexpected exception leaves a process that is not whole: it ends and is replaced. */
    private static void die(Log log, Thread thread, Throwable failure) {
        StackTraceElement[] at = failure.getStackTrace();
        FailureReport.write("thread " + thread.getName() + " died of " + failure);
        log.error("thread-died", "thread", thread.getName(), "reason", failure, "at", at.length == 0 ? "-" : at[0]);
        log.end();
        Runtime.getRuntime().halt(1);
    }
}
