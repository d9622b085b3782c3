package io.mpmoperator.access;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The groups of users: the lines {@code group: user user} of an {@code AuthGroupFile}. */
public final class GroupFile {

    private final Map<String, Set<String>> groupsByUser = new HashMap<>();

    private GroupFile() {}

    /** Reads the lines; those that are empty or begin with {@code #} do not count. */
    public static GroupFile ofLines(Iterable<String> lines) {
        GroupFile file = new GroupFile();
        lines.forEach(file::line);
        return file;
    }

    private void line(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0 || line.startsWith("#")) {
            return;
        }
        String group = line.substring(0, colon).strip();
        for (String user : line.substring(colon + 1).strip().split("\\s+", -1)) {
            groupsByUser.computeIfAbsent(user, ignored -> new TreeSet<>()).add(group);
        }
    }

    /** The groups of a user. */
    public Set<String> groupsOf(String user) {
        return Set.copyOf(groupsByUser.getOrDefault(user, Set.of()));
    }
}
