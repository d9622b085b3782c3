package io.mpmoperator.operator.importer;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where files were, and where they are in a pod: one folder at the mount itself, several below it. */
final class Folders {

    static final String CONTENT = "/srv/www";

    private static final List<String> OF_FOLDERS = List.of("DocumentRoot", "Directory", "Alias", "AliasMatch");

    private final Map<String, String> mapped = new LinkedHashMap<>();

    private Folders() {}

    static Folders of(List<Node> nodes) {
        Folders folders = new Folders();
        List<String> roots = roots(nodes).distinct().toList();
        String parent = roots.size() == 1 ? roots.getFirst() : parent(roots);
        roots.forEach(root -> folders.mapped.put(root, CONTENT + root.substring(parent.length())));
        return folders;
    }

    private static Stream<String> roots(List<Node> nodes) {
        return nodes.stream().flatMap(node -> switch (node) {
            case Section section -> roots(section.children());
            case Line line ->
                line.name().equalsIgnoreCase("DocumentRoot")
                                && !line.arguments().isEmpty()
                                && line.arguments().getFirst().startsWith("/")
                        ? Stream.of(trimmed(line.arguments().getFirst()))
                        : Stream.empty();
        });
    }

    private static String trimmed(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String parent(List<String> roots) {
        if (roots.isEmpty()) {
            return "";
        }
        String parent = roots.getFirst();
        for (String root : roots) {
            while (!root.startsWith(parent + "/")) {
                parent = parent.substring(0, Math.max(0, parent.lastIndexOf('/')));
            }
        }
        return parent;
    }

    /** The directives with the folders of the pod. */
    List<Node> mapped(List<Node> nodes) {
        List<Node> all = new ArrayList<>();
        for (Node node : nodes) {
            boolean folder = OF_FOLDERS.stream().anyMatch(node.name()::equalsIgnoreCase);
            List<String> words =
                    folder ? node.arguments().stream().map(this::mapped).toList() : node.arguments();
            all.add(
                    switch (node) {
                        case Line line ->
                            words.equals(line.arguments()) ? line : new Line(line.at(), line.name(), words);
                        case Section section ->
                            new Section(section.at(), section.name(), words, mapped(section.children()));
                    });
        }
        return all;
    }

    private String mapped(String path) {
        for (Map.Entry<String, String> folder : mapped.entrySet()) {
            if (path.equals(folder.getKey()) || path.startsWith(folder.getKey() + "/")) {
                return folder.getValue() + path.substring(folder.getKey().length());
            }
        }
        return path;
    }

    /** Gives the files a place, and says which are to be put there. */
    void tell(Draft draft, ImportReport report) {
        if (!mapped.isEmpty()) {
            draft.part("content", "configMap").put("name", draft.name() + "-content");
        }
        mapped.forEach((from, to) -> report.notTakenOver(
                to.equals(CONTENT)
                        ? "the files of %s: put them into ConfigMap %s-content, or give spec.content a claim or an image with them"
                                .formatted(from, draft.name())
                        : "the files of %s: give spec.content a claim or an image with them in its folder %s"
                                .formatted(from, to.substring(CONTENT.length() + 1))));
    }
}
