package io.mpmoperator.operator.plan;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.mpm.Adjustment;
import java.util.List;
import java.util.Optional;

/**
 * The folder of the files: where content is given it is mounted at one place, and whatever a configuration says of the folder
 * that it had elsewhere is said of that place.
 */
final class ContentFolder {

    private static final List<String> OF_FOLDERS = List.of("DocumentRoot", "Directory", "Alias");

    private final String elsewhere;

    private ContentFolder(String elsewhere) {
        this.elsewhere = elsewhere;
    }

    /**
     * A site whose folders are those of the pod.
     *
     * @param adjustments told which folder is another
     */
    static Tree mapped(Tree site, WrittenLines written, List<Adjustment> adjustments) throws RefusedException {
        Optional<Line> elsewhere = elsewhere(written);
        if (elsewhere.isEmpty()) {
            return site;
        }
        adjustments.add(new Adjustment(
                "content-mapped",
                "%s is %s in the pod, where spec.content is mounted"
                        .formatted(WrittenLines.text(elsewhere.get()), PodLayout.CONTENT_FOLDER)));
        ContentFolder folder = new ContentFolder(folder(elsewhere.get()));
        return new Tree(site.nodes().stream().map(folder::mapped).toList());
    }

    private static Optional<Line> elsewhere(WrittenLines written) throws RefusedException {
        List<Line> others = written.named("DocumentRoot")
                .filter(line -> line.arguments().size() == 1 && !isInContent(folder(line)))
                .toList();
        List<String> folders =
                others.stream().map(ContentFolder::folder).distinct().toList();
        if (folders.size() > 1) {
            throw new RefusedException(
                    Configuration.INVALID,
                    "%s and %s are two folders, and spec.content is mounted at one: folders below %s are accepted"
                            .formatted(
                                    WrittenLines.text(others.getFirst()),
                                    WrittenLines.text(others.getLast()),
                                    PodLayout.CONTENT_FOLDER));
        }
        return others.stream().findFirst();
    }

    private static boolean isInContent(String folder) {
        return (folder + "/").startsWith(PodLayout.CONTENT_FOLDER + "/");
    }

    private static String folder(Line documentRoot) {
        String path = documentRoot.arguments().getFirst();
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private Node mapped(Node node) {
        List<String> words = OF_FOLDERS.stream().anyMatch(node.name()::equalsIgnoreCase)
                ? node.arguments().stream().map(this::mapped).toList()
                : node.arguments();
        return switch (node) {
            case Line line -> words.equals(line.arguments()) ? line : new Line(line.at(), line.name(), words);
            case Section section ->
                new Section(
                        section.at(),
                        section.name(),
                        words,
                        section.children().stream().map(this::mapped).toList());
        };
    }

    private String mapped(String path) {
        return path.equals(elsewhere) || path.startsWith(elsewhere + "/")
                ? PodLayout.CONTENT_FOLDER + path.substring(elsewhere.length())
                : path;
    }
}
