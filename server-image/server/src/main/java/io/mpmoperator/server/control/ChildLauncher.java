package io.mpmoperator.server.control;

import io.mpmoperator.server.child.ChildArguments;
import io.mpmoperator.server.child.ChildMain;
import io.mpmoperator.server.nativecalls.Posix;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts children: a JVM each, with the options of the plan and the descriptors that {@link ChildArguments} names. */
final class ChildLauncher implements AutoCloseable {

    private final Posix posix;
    private final Installation installation;
    private final int listeningSocket;
    private final int scoreboard;
    private final Map<String, String> environment = new TreeMap<>(System.getenv());
    private final Generation generation;
    private final int configuration;

    /** A launcher for the children of one generation. */
    ChildLauncher(Posix posix, Installation installation, int listeningSocket, int scoreboard, Generation generation) {
        this.posix = posix;
        this.installation = installation;
        this.listeningSocket = listeningSocket;
        this.scoreboard = scoreboard;
        this.generation = generation;
        this.environment.put("MALLOC_ARENA_MAX", "1");
        this.environment.remove("JDK_JAVA_OPTIONS");
        byte[] text = generation.text().getBytes(StandardCharsets.UTF_8);
        this.configuration = posix.memoryFile("webserver.conf", 0);
        posix.write(configuration, text);
    }

    /** Starts a child. */
    Child start(int slot, long nowNanos) {
        Posix.Pipe line = posix.pipe();
        try {
            int pid = posix.spawn(
                    command(slot),
                    environment,
                    List.of(listeningSocket, 1, 2, line.readEnd(), scoreboard, configuration));
            return new Child(slot, pid, generation.number(), line.writeEnd(), nowNanos);
        } catch (RuntimeException e) {
            posix.close(line.writeEnd());
            throw e;
        } finally {
            posix.close(line.readEnd());
        }
    }

    private List<String> command(int slot) {
        List<String> command = new ArrayList<>();
        command.add(installation.java().toString());
        command.addAll(generation.plan().childOptions());
        command.addAll(
                installation.aotCaches().childOptions(generation.settings().mode(), slot));
        command.addAll(List.of("-cp", installation.classPath(), ChildMain.class.getName()));
        command.addAll(new ChildArguments(
                        slot, generation.number(), installation.htdocs().toString())
                .words());
        return command;
    }

    @Override
    public void close() {
        posix.close(configuration);
    }
}
