package io.mpmoperator.e2e.local.cgroup;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where this process is in the hierarchy that controls memory.
 *
 * @param mount where the hierarchy is mounted
 * @param folder the folder of the process's own group, at or under the mount
 */
record CgroupHome(CgroupVersion version, Path mount, Path folder) {

    /** A line of {@code /proc/self/mountinfo}: field 4 is the root within the file system, field 5 the mount point. */
    private record Mount(String root, Path point, String fileSystem, List<String> superOptions) {

        static Mount parse(String line) {
            String[] halves = line.split(" - ", 2);
            String[] fields = halves[0].split(" ", -1);
            String[] tail = halves[1].split(" ", -1);
            List<String> options = List.of(tail[2].split(",", -1));
            return new Mount(fields[3], Path.of(fields[4].replace("\\040", " ")), tail[0], options);
        }
    }

    /**
     * The own group of the memory controller.
     *
     * @param selfCgroup the text of {@code /proc/self/cgroup}
     * @param mountinfo the text of {@code /proc/self/mountinfo}
     * @return empty where no mounted hierarchy has the controller
     */
    static Optional<CgroupHome> of(String selfCgroup, String mountinfo) {
        List<Mount> mounts = mountinfo
                .lines()
                .filter(line -> line.contains(" - cgroup"))
                .map(Mount::parse)
                .toList();
        return of(CgroupVersion.V1, selfCgroup, mounts).or(() -> of(CgroupVersion.V2, selfCgroup, mounts));
    }

    private static Optional<CgroupHome> of(CgroupVersion version, String selfCgroup, List<Mount> mounts) {
        Optional<String> path = selfCgroup
                .lines()
                .map(line -> line.split(":", 3))
                .filter(fields -> controlsMemory(version, fields))
                .map(fields -> fields[2])
                .findFirst();
        return path.flatMap(own -> mounts.stream()
                .filter(mount -> mount.fileSystem().equals(version.fileSystem))
                .filter(mount ->
                        version == CgroupVersion.V2 || mount.superOptions().contains("memory"))
                .findFirst()
                .map(mount -> new CgroupHome(version, mount.point(), folder(mount, own))));
    }

    /** Fields of {@code /proc/self/cgroup} are hierarchy, controllers, path; version 2 has hierarchy 0 and names none. */
    private static boolean controlsMemory(CgroupVersion version, String[] fields) {
        return switch (version) {
            case V1 -> Arrays.asList(fields[1].split(",", -1)).contains("memory");
            case V2 -> fields[0].equals("0") && fields[1].isEmpty();
        };
    }

    /** In a container the mount may show only a part of the hierarchy, while the process's path is that of the whole. */
    private static Path folder(Mount mount, String own) {
        String root = mount.root().equals("/") ? "" : mount.root();
        boolean inside = own.equals(root) || own.startsWith(root + "/");
        String relative = inside ? own.substring(root.length()) : "";
        return mount.point().resolve(relative.replaceFirst("^/+", ""));
    }

    /** The groups that pods' groups may be made in: the own one, then its parent as long as that is mounted. */
    List<Path> candidates() {
        if (folder.equals(mount) || folder.getParent() == null) {
            return List.of(folder);
        }
        return List.of(folder, folder.getParent());
    }
}
