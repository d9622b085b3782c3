package io.mpmoperator.server.control;

import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.server.child.ChildArguments;
import io.mpmoperator.server.child.ChildMain;
import io.mpmoperator.server.child.FailureReport;
import io.mpmoperator.server.engine.ChildSettings;
import io.mpmoperator.server.installation.Installation;
import io.mpmoperator.server.jdk.SocketAccess;
import io.mpmoperator.server.log.StandardStreams;
import io.mpmoperator.server.nativecalls.Linking;
import io.mpmoperator.server.nativecalls.Posix;
import io.mpmoperator.server.nativecalls.Posix.Environment;
import io.mpmoperator.server.tls.StoredIdentities;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts children: a JVM each, with the options of the plan and the descriptors that {@link ChildArguments} names. */
final class ChildLauncher implements AutoCloseable {

    /**
     * Without the tables of all the world's locales, which Jetty's date generator brings in and the server does not use: 1.2 MB
     * less in each child. A child with handlers keeps them.
     */
    private static final String WITHOUT_LOCALES = "-Djava.locale.providers=FALLBACK";

    /**
     * Names what would be looked for in every jar of the class path, and found in none or in the last: their directories are
     * 0.1 MB in each child's heap. SLF4J would say on standard error that it was named.
     */
    private static final List<String> WITHOUT_LOOKING_FOR_PROVIDERS = List.of(
            "-Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider",
            "-Dslf4j.provider=org.slf4j.nop.NOPServiceProvider",
            "-Dslf4j.internal.verbosity=WARN");

    /** A trial ends before a second compiler would pay, and takes the less memory. */
    private static final String C1_ALONE = "-XX:TieredStopAtLevel=1";

    /** A slot whose child leaves nothing behind when what children learn is recorded: a trial is no work to learn from. */
    private static final int NOT_RECORDED = 1;

    private final Posix posix;
    private final Installation installation;
    private final List<Integer> ports;
    private final int scoreboard;
    private final Environment environment;
    private final int output;
    private final int error;
    private final Generation generation;
    private final int report;
    private final int childSettings;
    private StoredIdentities certificates;
    private int certificate;

    /**
     * A launcher for the children of one generation.
     *
     * @param ports the descriptors of the sockets that they take connections at; a trial needs none
     */
    ChildLauncher(Posix posix, Installation installation, List<Integer> ports, int scoreboard, Generation generation) {
        this.posix = posix;
        this.installation = installation;
        this.ports = List.copyOf(ports);
        this.scoreboard = scoreboard;
        this.environment = ForeignOptions.of(posix::variable).childEnvironment(Map.of("MALLOC_ARENA_MAX", "1"));
        this.output = writable(posix, StandardStreams.OWN.output());
        this.error = writable(posix, StandardStreams.OWN.error());
        this.generation = generation;
        this.report = posix.memoryFile("report", 0);
        this.childSettings = memoryFile("child-settings", settings(generation, installation));
        this.certificates = generation.certificates();
        this.certificate = certificateFile(generation.certificates().text());
    }

    /** What is not open for writing is not what it should be: a file of the JVM's own that has got its number. */
    private static int writable(Posix posix, int descriptor) {
        return StandardStreams.isWritable(descriptor) ? descriptor : posix.nowhere();
    }

    private int certificateFile(String text) {
        return memoryFile("certificate", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Later children fall back to this certificate when its files cannot be used. */
    void renewCertificate(TlsSettings settings, String pem) {
        certificates = certificates.with(settings, pem);
        posix.close(certificate);
        certificate = certificateFile(certificates.text());
    }

    /** What a child of the generation has said last about why it cannot become ready; empty when none has. */
    String said() {
        return FailureReport.last(Path.of("/proc/self/fd/" + report));
    }

    private int memoryFile(String name, byte[] content) {
        int file = posix.memoryFile(name, 0);
        posix.write(file, content);
        return file;
    }

    private static byte[] settings(Generation generation, Installation installation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ChildSettings.of(
                            generation.conf(),
                            generation.settings(),
                            installation.htdocs().toString())
                    .write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Starts a child. */
    Child start(int slot, long nowNanos) {
        ChildArguments arguments = new ChildArguments(slot, generation.number(), false);
        return start(
                arguments,
                List.of(ports.getFirst(), output, error),
                scoreboard,
                ports.subList(1, ports.size()),
                nowNanos);
    }

    /**
     * Starts a child that ends when it is ready.
     *
     * @param output where it prints to
     * @param ownScoreboard a scoreboard with one slot, for it alone
     */
    Child startTrial(int output, int ownScoreboard, long nowNanos) {
        int input = posix.memoryFile("trial-input", 0);
        try {
            ChildArguments arguments = new ChildArguments(0, generation.number(), true);
            return start(arguments, List.of(input, output, output), ownScoreboard, List.of(), nowNanos);
        } finally {
            posix.close(input);
        }
    }

    private Child start(
            ChildArguments arguments,
            List<Integer> standard,
            int itsScoreboard,
            List<Integer> furtherPorts,
            long nowNanos) {
        Posix.Pipe line = posix.pipe();
        try {
            List<Integer> descriptors = new ArrayList<>(standard);
            descriptors.addAll(List.of(line.readEnd(), itsScoreboard, standard.get(1), standard.get(2)));
            descriptors.addAll(List.of(report, childSettings, certificate));
            descriptors.addAll(furtherPorts);
            int pid = posix.spawn(command(arguments), environment, descriptors);
            return new Child(
                    arguments.slot(),
                    pid,
                    generation.number(),
                    generation.conf().addresses(),
                    line.writeEnd(),
                    nowNanos);
        } catch (RuntimeException e) {
            posix.close(line.writeEnd());
            throw e;
        } finally {
            posix.close(line.readEnd());
        }
    }

    private List<String> command(ChildArguments arguments) {
        List<String> command = installation.program(options(arguments), ChildMain.class, ChildMain.COMMAND);
        command.addAll(arguments.words());
        return command;
    }

    private List<String> options(ChildArguments arguments) {
        List<String> options = new ArrayList<>(generation.plan().childOptions());
        if (Installation.flavor() == Flavor.NATIVE) {
            return options;
        }
        options.addAll(SocketAccess.JVM_OPTIONS);
        if (generation.settings().mode() == Mode.PREFORK) {
            options.add(Linking.JVM_OPTION_AGAINST);
        }
        options.addAll(JitTuning.of(generation.settings().mode()));
        if (arguments.trial()) {
            options.add(C1_ALONE);
        }
        options.addAll(installation
                .aotCaches(posix::variable)
                .childOptions(generation.settings().mode(), arguments.trial() ? NOT_RECORDED : arguments.slot()));
        if (generation.conf().handlers().isEmpty()) {
            options.add(WITHOUT_LOCALES);
            options.add(ControlOptions.WITHOUT_FINALIZATION);
            options.addAll(WITHOUT_LOOKING_FOR_PROVIDERS);
            options.add(ControlOptions.WITHOUT_ACCESSORS);
        }
        return options;
    }

    @Override
    public void close() {
        posix.close(report);
        posix.close(childSettings);
        posix.close(certificate);
    }
}
