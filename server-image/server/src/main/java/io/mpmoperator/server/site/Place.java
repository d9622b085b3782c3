package io.mpmoperator.server.site;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a URL leads on the disk.
 *
 * @param base DocumentRoot, or the folder of an alias, without a slash at its end
 * @param names below it, of the folders and of the file
 * @param info what follows the file in the URL, or follows what is there; empty for nothing
 * @param directory whether the URL ends with a slash
 */
record Place(String base, List<String> names, String info, Probes.Kind kind, boolean directory) {

    /** Finds how far the names lead to something that is there. */
    static Place find(String base, List<String> names, boolean directory, Probes probes) {
        String whole = path(base, names);
        Probes.Kind kind = probes.kind(whole);
        if (kind != Probes.Kind.NOTHING || names.isEmpty()) {
            String info = kind == Probes.Kind.FILE && directory ? "/" : "";
            return new Place(base, names, info, kind, directory);
        }
        for (int length = names.size() - 1; length >= 0; length--) {
            Probes.Kind there = probes.kind(path(base, names.subList(0, length)));
            if (there == Probes.Kind.FILE) {
                return new Place(base, names.subList(0, length), rest(names, length, directory), there, directory);
            }
            if (there == Probes.Kind.FOLDER) {
                return new Place(
                        base,
                        names.subList(0, length + 1),
                        rest(names, length + 1, directory),
                        Probes.Kind.NOTHING,
                        directory);
            }
        }
        return new Place(base, names, "", Probes.Kind.NOTHING, directory);
    }

    private static String rest(List<String> names, int from, boolean directory) {
        String rest = from == names.size() ? "" : "/" + String.join("/", names.subList(from, names.size()));
        return directory ? rest + "/" : rest;
    }

    private static String path(String base, List<String> names) {
        return names.isEmpty() ? (base.isEmpty() ? "/" : base) : base + "/" + String.join("/", names);
    }

    /** The path of the file, as far as it is there and one name more. */
    String file() {
        String path = path(base, names);
        return kind == Probes.Kind.FOLDER && directory && !path.endsWith("/") ? path + "/" : path;
    }

    /** The folder that it is in, or that it is, with a slash at its end. */
    String folder() {
        if (kind == Probes.Kind.FOLDER) {
            String path = path(base, names);
            return path.endsWith("/") ? path : path + "/";
        }
        return names.isEmpty() ? parent(base) : path(base, names.subList(0, names.size() - 1)) + "/";
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** The name of the file; empty for a folder. */
    String name() {
        if (kind == Probes.Kind.FOLDER) {
            return "";
        }
        return names.isEmpty() ? base.substring(base.lastIndexOf('/') + 1) : names.getLast();
    }

    /** The folder that the file has to lie below, wherever symbolic links lead. */
    Path root() {
        return Path.of(names.isEmpty() ? parent(base) : base.isEmpty() ? "/" : base);
    }

    /** The names below {@link #root}. */
    List<String> below() {
        return names.isEmpty() ? List.of(name()) : names;
    }
}
