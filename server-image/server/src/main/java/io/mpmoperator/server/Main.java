package io.mpmoperator.server;

import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.footprint.PlanJson;
import io.mpmoperator.footprint.PlanTable;
import io.mpmoperator.server.check.Findings;
import io.mpmoperator.server.check.UrlReport;
import io.mpmoperator.server.child.ChildMain;
import io.mpmoperator.server.control.Configuration;
import io.mpmoperator.server.control.ConfigurationException;
import io.mpmoperator.server.control.ControlProcess;
import io.mpmoperator.server.control.FullCheck;
import io.mpmoperator.server.control.MachineMemory;
import io.mpmoperator.server.control.PlannedFlavor;
import io.mpmoperator.server.control.UrlCheck;
import io.mpmoperator.server.installation.Installation;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.log.StandardStreams;
import io.mpmoperator.server.nativecalls.LinuxPosix;
import io.mpmoperator.server.nativecalls.Posix;
import io.mpmoperator.server.nativecalls.PosixException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;

/** {@code webserver run|check|plan|calibrate|train}: exit code 0, or 1 with a sentence on standard error for what its user can mend. */
public final class Main {

    /** The exit code of a check that is strict, where something is not in force as it is written. */
    private static final int ADJUSTED = 2;

    /** With fewer no child can be started, and a JVM may find none to load a class with. */
    private static final int LEAST_DESCRIPTORS = 24;

    private final PrintStream out;
    private final PrintStream err;

    private Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs a command and ends the process. */
    public static void main(String[] words) {
        System.exit(run(words, System.out, System.err));
    }

    /** Numbers are written for machines too: in ASCII digits, whatever the locale of who started it. */
    static int run(String[] words, PrintStream out, PrintStream err) {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        return new Main(out, err).run(words);
    }

    private int run(String[] words) {
        StandardStreams.ensureOpen(descriptor -> new LinuxPosix().close(descriptor));
        try {
            CommandLine line = CommandLine.parse(words);
            return switch (line.command()) {
                case RUN -> serve(line);
                case CHECK -> check(line);
                case PLAN -> plan(line);
                case CALIBRATE -> Tool.CALIBRATE.run(Installation.current(), line.rest());
                case TRAIN -> Tool.TRAIN.run(Installation.current(), line.rest());
                case HELP -> help();
            };
        } catch (CommandLine.UsageException | Tool.MissingException | ConfigurationException e) {
            err.println("webserver: " + e.getMessage());
            return 1;
        } catch (PosixException e) {
            err.println("webserver: " + e.getMessage());
            return ChildMain.FATAL;
        } catch (OutOfMemoryError e) {
            return endWithoutThreads(e);
        } catch (IOException e) {
            err.println("webserver: cannot open the error log: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** The JVM has one error for a heap that is full and for a thread that cannot be started. */
    private int endWithoutThreads(OutOfMemoryError e) {
        if (!String.valueOf(e.getMessage()).contains("native thread")) {
            throw e;
        }
        err.println("webserver: no thread can be started: " + LinuxPosix.limitOfTasks());
        return ChildMain.FATAL;
    }

    private int serve(CommandLine line) throws ConfigurationException, IOException {
        LinuxPosix.requireDescriptors("the server cannot start", LEAST_DESCRIPTORS);
        Posix posix = new LinuxPosix();
        PlannedFlavor.check(posix::variable, Installation.flavor());
        Configuration configuration = new Configuration(line.configuration());
        Configuration.Read read = configuration.readToServe();
        Log log = Log.to(read.conf().logs().errorLog(), read.conf().logs().logLevel(), StandardStreams.OWN);
        try {
            ControlProcess server = new ControlProcess(configuration, read, Installation.current(), posix, log);
            int exit = server.run();
            if (!read.conf().logs().errorLog().equals(Log.STANDARD_ERROR)) {
                server.hopeless().ifPresent(reason -> err.println("webserver: " + reason));
            }
            return exit;
        } finally {
            log.end();
        }
    }

    private int check(CommandLine line) throws ConfigurationException {
        PlannedFlavor.check(new LinuxPosix()::variable, Installation.flavor());
        try {
            Configuration.Read read = new Configuration(line.configuration()).readToServe();
            FullCheck.requireHandlers(read.conf());
            if (line.url().isPresent()) {
                return checkUrl(line, read);
            }
            Findings findings = new Findings(read.plan().adjustments(), read.remarks());
            out.print(line.json() ? findings.json() : read.text());
            if (!line.json()) {
                tell(read, findings);
            }
            if (line.full()) {
                PrintStream notes = line.json() ? err : out;
                new FullCheck(new LinuxPosix(), Installation.current())
                        .full(read)
                        .forEach(note -> notes.println("# " + note));
            }
            return line.strict() && !findings.isEmpty() ? ADJUSTED : 0;
        } catch (ConfigurationException e) {
            if (line.json()) {
                out.print(Findings.refused(String.valueOf(e.getMessage())));
            }
            throw e;
        }
    }

    private int checkUrl(CommandLine line, Configuration.Read read) throws ConfigurationException {
        Path files = Installation.current().htdocs();
        UrlReport report = UrlCheck.of(
                line.url().orElseThrow(), read.conf(), files, new Log(err, LogLevel.WARN, Clock.systemUTC()));
        out.print(line.json() ? report.json() : report.text());
        return 0;
    }

    private void tell(Configuration.Read read, Findings findings) {
        MachineMemory.here()
                .flatMap(memory -> memory.tooLittleFor(read.plan().memoryLimitBytes()))
                .ifPresent(warning -> out.println("# warning: " + warning));
        out.print(findings.text());
    }

    private int plan(CommandLine line) throws ConfigurationException {
        Configuration.Read read = new Configuration(line.configuration()).read();
        out.println(line.json() ? PlanJson.of(read.plan()) : PlanTable.of(read.plan()));
        return 0;
    }

    private int help() {
        out.print(CommandLine.USAGE);
        return 0;
    }
}
