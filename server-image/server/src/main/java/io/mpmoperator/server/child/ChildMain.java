package io.mpmoperator.server.child;

import io.mpmoperator.server.content.StaticFiles;
import io.mpmoperator.server.handler.HandlerException;
import io.mpmoperator.server.handler.HandlerMounts;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.ServerContext;
import io.mpmoperator.server.http.Transport;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.scoreboard.ProcessSlot;
import io.mpmoperator.server.scoreboard.Scoreboard;
import io.mpmoperator.server.tls.TlsEndpoint;
import io.mpmoperator.server.tls.TlsException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** A child process: takes up what the control process has left for it and serves in its mode until it is told to end. */
public final class ChildMain {

    /** The word by which an executable that holds all programs becomes a child. */
    public static final String COMMAND = "child";

    /** The exit code of a child that cannot serve with this configuration, however often it is started. */
    public static final int FATAL = 78;

    private ChildMain() {}

    /** Runs the child; see {@link ChildArguments}. */
    public static void main(String[] words) throws IOException {
        FieldEncoders.initialize();
        ChildArguments arguments = ChildArguments.of(words);
        ChildSettings settings = settings();
        Log log = Log.to(settings.logs().errorLog(), settings.logs().logLevel());
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> die(log, thread, failure));
        AtomicBoolean stopping = new AtomicBoolean();
        try (AccessLogging access = AccessLogging.open(settings.logs(), log)) {
            ServerContext server = new ServerContext(
                    settings.http(), handler(settings, log), access, log, stopping::get, encryption(settings, log));
            Scoreboard scoreboard = Scoreboard.open(Path.of(ChildArguments.path(ChildArguments.SCOREBOARD)));
            ProcessSlot slot = scoreboard.process(arguments.slot());
            Runnable retire = () -> {
                stopping.set(true);
                slot.markQuiescing();
            };
            ChildContext context = new ChildContext(settings, slot, listeningSocket(), server, log, retire);
            Engine engine = Engines.of(context);
            Runnable quiesce = () -> {
                stopping.set(true);
                engine.quiesce();
            };
            ControlLine.listen(ChildArguments.path(ChildArguments.CONTROL_LINE), () -> reopen(log, access), quiesce);
            engine.serve();
        }
        Runtime.getRuntime().halt(0);
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

    private static ServerSocketChannel listeningSocket() throws IOException {
        if (System.inheritedChannel() instanceof ServerSocketChannel listener) {
            return listener;
        }
        throw new IllegalStateException(
                "there is no listening socket at descriptor 0: children are started by webserver run");
    }

    private static RequestHandler handler(ChildSettings settings, Log log) {
        Path documentRoot = Path.of(settings.documentRoot());
        RequestHandler files =
                new StaticFiles(documentRoot, settings.directoryIndex(), InstantSource.system(), System::nanoTime, log);
        try {
            return HandlerMounts.over(files, settings.handlerPath(), settings.handlers(), log);
        } catch (HandlerException e) {
            log.error("handler-missing", "reason", e.getMessage());
            Runtime.getRuntime().halt(FATAL);
            throw new IllegalStateException(e);
        }
    }

    /** TLS where it is configured; with what the control process has read when the files cannot be used just now. */
    private static UnaryOperator<Transport> encryption(ChildSettings settings, Log log) throws IOException {
        if (settings.tls().isEmpty()) {
            return UnaryOperator.identity();
        }
        String inherited = Files.readString(Path.of(ChildArguments.path(ChildArguments.CERTIFICATE)));
        try {
            return TlsEndpoint.open(settings.tls().get(), inherited, log, System::nanoTime)::encrypt;
        } catch (TlsException e) {
            throw new IllegalStateException("the control process has used this certificate before", e);
        }
    }

    /** A thread that dies of what nobody expected leaves a process that is not whole: it ends and is replaced. */
    private static void die(Log log, Thread thread, Throwable failure) {
        StackTraceElement[] at = failure.getStackTrace();
        log.error("thread-died", "thread", thread.getName(), "reason", failure, "at", at.length == 0 ? "-" : at[0]);
        Runtime.getRuntime().halt(1);
    }
}
