package io.mpmoperator.server.control;

import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.server.child.ChildArguments;
import io.mpmoperator.server.child.ChildMain;
import io.mpmoperator.server.child.ChildSettings;
import io.mpmoperator.server.installation.Installation;
import io.mpmoperator.server.nativecalls.Posix;
import io.mpmoperator.server.transport.SocketAccess;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts children: a JVM each, with the options of the plan and the descriptors that {@link ChildArguments} names. */
final class ChildLauncher implements AutoCloseable {

    /**
     * Without the tables of all the world's locales, which Jetty's date generator brings in and nobody here asks for: 1.2 MB
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

    private final Posix posix;
    private final Installation installation;
    private final int listeningSocket;
    private final int scoreboard;
    private final Map<String, String> environment = new TreeMap<>(System.getenv());
    private final Generation generation;
    private final List<Integer> inherited;

    /** A launcher for the children of one generation. */
    ChildLauncher(Posix posix, Installation installation, int listeningSocket, int scoreboard, Generation generation) {
        this.posix = posix;
        this.installation = installation;
        this.listeningSocket = listeningSocket;
        this.scoreboard = scoreboard;
        this.generation = generation;
        this.environment.put("MALLOC_ARENA_MAX", "1");
        this.environment.remove("JDK_JAVA_OPTIONS");
        this.inherited = inherited();
    }

    /** The files that all children of the generation read, in the order of {@link ChildArguments}. */
    private List<Integer> inherited() {
        List<Integer> files = new ArrayList<>();
        files.add(memoryFile("child-settings", settings(generation, installation)));
        generation.pem().ifPresent(pem -> files.add(memoryFile("certificate", pem.getBytes(StandardCharsets.UTF_8))));
        return List.copyOf(files);
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
        Posix.Pipe line = posix.pipe();
        try {
            List<Integer> descriptors = new ArrayList<>(List.of(listeningSocket, 1, 2, line.readEnd(), scoreboard));
            descriptors.addAll(inherited);
            int pid = posix.spawn(command(slot), environment, descriptors);
            return new Child(slot, pid, generation.number(), line.writeEnd(), nowNanos);
        } catch (RuntimeException e) {
            posix.close(line.writeEnd());
            throw e;
        } finally {
            posix.close(line.readEnd());
        }
    }

    private List<String> command(int slot) {
        List<String> command = installation.program(options(slot), ChildMain.class, ChildMain.COMMAND);
        command.addAll(new ChildArguments(slot, generation.number()).words());
        return command;
    }

    private List<String> options(int slot) {
        List<String> options = new ArrayList<>(generation.plan().childOptions());
        if (Installation.flavor() == Flavor.NATIVE) {
            return options;
        }
        options.add(SocketAccess.JVM_OPTION);
        options.addAll(
                installation.aotCaches().childOptions(generation.settings().mode(), slot));
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
        inherited.forEach(posix::close);
    }
}
