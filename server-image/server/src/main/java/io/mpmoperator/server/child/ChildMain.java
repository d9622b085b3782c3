package io.mpmoperator.server.child;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.mpm.Coercion;
import io.mpmoperator.mpm.DirectiveException;
import io.mpmoperator.mpm.MpmSettings;
import io.mpmoperator.server.content.StaticFiles;
import io.mpmoperator.server.handler.HandlerException;
import io.mpmoperator.server.handler.HandlerMounts;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.ServerContext;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.scoreboard.Scoreboard;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/** A child process: takes up what the control process has left for it and serves in its mode until it is told to end. */
public final class ChildMain {

    /** The exit code of a child that cannot serve with this configuration, however often it is started. */
    public static final int FATAL = 78;

    private ChildMain() {}

    /** Runs the child; see {@link ChildArguments}. */
    public static void main(String[] words) throws IOException {
        ChildArguments arguments = ChildArguments.of(words);
        WebServerConf conf = configuration();
        Log log = Log.to(conf.logs().errorLog(), conf.logs().logLevel());
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> die(log, thread, failure));
        AtomicBoolean stopping = new AtomicBoolean();
        try (AccessLogging access = AccessLogging.open(conf.logs(), log)) {
            ServerContext server =
                    new ServerContext(conf.http(), handler(conf, arguments, log), access, log, stopping::get);
            Scoreboard scoreboard = Scoreboard.open(Path.of(ChildArguments.path(ChildArguments.SCOREBOARD)));
            ChildContext context = new ChildContext(
                    settings(conf), scoreboard.process(arguments.slot()), listeningSocket(), server, log);
            Engine engine = Engines.of(context);
            ControlLine.listen(ChildArguments.path(ChildArguments.CONTROL_LINE), () -> {
                stopping.set(true);
                engine.quiesce();
            });
            engine.serve();
        }
        System.exit(0);
    }

    private static WebServerConf configuration() throws IOException {
        String text = Files.readString(Path.of(ChildArguments.path(ChildArguments.CONFIGURATION)));
        try {
            return ConfReader.read("webserver.conf", text);
        } catch (ConfException e) {
            throw new IllegalStateException("the control process has read this configuration before", e);
        }
    }

    private static MpmSettings settings(WebServerConf conf) {
        try {
            return Coercion.coerce(conf.mpm()).settings();
        } catch (DirectiveException e) {
            throw new IllegalStateException("the control process has accepted these directives before", e);
        }
    }

    private static ServerSocketChannel listeningSocket() throws IOException {
        if (System.inheritedChannel() instanceof ServerSocketChannel listener) {
            return listener;
        }
        throw new IllegalStateException(
                "there is no listening socket at descriptor 0: children are started by webserver run");
    }

    private static RequestHandler handler(WebServerConf conf, ChildArguments arguments, Log log) {
        Path documentRoot = Path.of(conf.documentRoot().orElse(arguments.htdocs()));
        RequestHandler files =
                new StaticFiles(documentRoot, conf.directoryIndex(), InstantSource.system(), System::nanoTime, log);
        try {
            return HandlerMounts.over(files, conf.handlerPath(), conf.handlers(), log);
        } catch (HandlerException e) {
            log.error("handler-missing", "reason", e.getMessage());
            Runtime.getRuntime().halt(FATAL);
            throw new IllegalStateException(e);
        }
    }

    /** A thread that dies of what nobody expected leaves a process that is not whole: it ends and is replaced. */
    private static void die(Log log, Thread thread, Throwable failure) {
        StackTraceElement[] at = failure.getStackTrace();
        log.error("thread-died", "thread", thread.getName(), "reason", failure, "at", at.length == 0 ? "-" : at[0]);
        Runtime.getRuntime().halt(1);
    }
}
