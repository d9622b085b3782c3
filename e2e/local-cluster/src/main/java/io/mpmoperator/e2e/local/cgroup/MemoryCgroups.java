package io.mpmoperator.e2e.local.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The group that the pods' groups are made in. */
public final class MemoryCgroups implements AutoCloseable {

    /** Whether pods can have groups on this machine. */
    public sealed interface Detected {
        record Available(MemoryCgroups groups) implements Detected {}

        /** With the reason, as the end of a sentence. */
        record Unavailable(String reason) implements Detected {}
    }

    /** Puts a process of its own into a group, to see whether that is allowed. */
    @FunctionalInterface
    interface Trial {
        boolean joins(Path membership) throws IOException;
    }

    private final CgroupVersion version;
    private final Path folder;

    private MemoryCgroups(CgroupVersion version, Path folder) {
        this.version = version;
        this.folder = folder;
    }

    /**
     * Tries to make a group here.
     *
     * @param name of the group, unique to this process
     */
    public static Detected detect(String name) {
        return detect(Path.of("/"), name, MemoryCgroups::shellJoins);
    }

    /** The same with another root folder, and another way of trying. */
    static Detected detect(Path root, String name, Trial trial) {
        String selfCgroup;
        String mountinfo;
        try {
            selfCgroup = Files.readString(root.resolve("proc/self/cgroup"));
            mountinfo = Files.readString(root.resolve("proc/self/mountinfo"));
        } catch (IOException e) {
            return new Detected.Unavailable("this system has no control groups");
        }
        return CgroupHome.of(selfCgroup, mountinfo)
                .map(home -> detect(root, home, name, trial))
                .orElseGet(() -> new Detected.Unavailable("no memory controller is mounted"));
    }

    private static Detected detect(Path root, CgroupHome home, String name, Trial trial) {
        List<String> reasons = new ArrayList<>();
        for (Path candidate : home.candidates()) {
            Path parent = root.resolve(Path.of("/").relativize(candidate));
            try {
                delegateMemory(home.version(), parent);
                Path folder = Files.createDirectory(parent.resolve(name));
                MemoryCgroups groups = new MemoryCgroups(home.version(), folder);
                if (groups.works(trial)) {
                    return new Detected.Available(groups);
                }
                groups.close();
                reasons.add("no process may join a group in " + candidate);
            } catch (IOException e) {
                reasons.add("%s: %s".formatted(candidate, reason(e)));
            }
        }
        return new Detected.Unavailable(home.version() + ": " + String.join("; ", reasons));
    }

    private static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException denied -> "not writable";
            case java.nio.file.FileSystemException failed when failed.getReason() != null -> failed.getReason();
            case IOException other -> String.valueOf(other.getMessage());
        };
    }

    /** Version 2 has a controller in a group only where the group above hands it down. */
    private static void delegateMemory(CgroupVersion version, Path group) throws IOException {
        Path control = group.resolve("cgroup.subtree_control");
        if (version == CgroupVersion.V2
                && !List.of(Files.readString(control).trim().split(" ", -1)).contains("memory")) {
            try {
                Files.writeString(control, "+memory");
            } catch (IOException e) {
                throw new IOException("does not hand its memory controller down", e);
            }
        }
    }

    private boolean works(Trial trial) throws IOException {
        delegateMemory(version, folder);
        MemoryCgroup group = create("trial", 64L << 20);
        try {
            return trial.joins(group.membership());
        } finally {
            group.remove();
        }
    }

    private static boolean shellJoins(Path membership) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "echo $$ >\"$1\"", "sh", membership.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return shell.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Makes a group with a memory limit in bytes. */
    public MemoryCgroup create(String name, long limitBytes) throws IOException {
        return MemoryCgroup.create(version, folder.resolve(name), limitBytes);
    }

    public CgroupVersion version() {
        return version;
    }

    public Path folder() {
        return folder;
    }

    /** Removes the group and the empty ones in it. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.filter(Files::isDirectory).toList()) {
                Files.deleteIfExists(child);
            }
        }
        Files.deleteIfExists(folder);
    }
}
