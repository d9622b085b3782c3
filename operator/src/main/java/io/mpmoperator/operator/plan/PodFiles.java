package io.mpmoperator.operator.plan;

import io.mpmoperator.conf.tree.Surroundings;
import io.mpmoperator.pattern.Glob;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a configuration finds around it in a pod, as far as the operator sees it; it remembers what it did not find. */
final class PodFiles implements Surroundings {

    private final Map<String, String> files = new TreeMap<>();
    private final PodVariables variables;
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Set<String> unseen = new LinkedHashSet<>();

    /**
     * Files of one folder, and an environment.
     *
     * @param keys their texts by their names
     */
    PodFiles(Map<String, String> keys, PodVariables variables) {
        keys.forEach((key, text) -> files.put(path(key), text));
        this.variables = variables;
    }

    static String path(String key) {
        return PodLayout.CONFIGURATION_FOLDER + "/" + key;
    }

    @Override
    public Optional<String> variable(String name) {
        Optional<String> value = variables.value(name);
        if (value.isEmpty() && name.indexOf(':') < 0) {
            unknown.add(name);
        }
        return value;
    }

    @Override
    public boolean exists(String path) {
        return files.containsKey(path) || path.equals(folder());
    }

    @Override
    public String text(String path) throws IOException {
        String text = files.get(path);
        if (text == null) {
            throw new IOException("it is no key of the ConfigMap");
        }
        return text;
    }

    @Override
    public List<String> files(String path) {
        List<String> found = path.equals(folder()) ? List.copyOf(files.keySet()) : matching(path);
        if (found.isEmpty()) {
            unseen.add(path);
        }
        return found;
    }

    private List<String> matching(String path) {
        Glob glob = Glob.ofPath(path);
        return files.keySet().stream().filter(glob::matches).toList();
    }

    @Override
    public String folder() {
        return PodLayout.CONFIGURATION_FOLDER;
    }

    /** The variables that were asked for and have no value here. */
    Set<String> unknown() {
        return unknown;
    }

    /** The paths of files that were asked for and are not here. */
    Set<String> unseen() {
        return unseen;
    }
}
