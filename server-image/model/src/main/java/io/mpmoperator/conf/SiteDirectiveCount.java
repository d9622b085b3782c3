package io.mpmoperator.conf;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.rules.OverrideClass;
import java.util.List;

/** How many directives a process keeps that say what is done with requests. */
final class SiteDirectiveCount {

    /** Where folders may have files of their own, those of all folders together are counted as so many. */
    private static final int OF_FOLDERS = 200;

    private SiteDirectiveCount() {}

    static int of(Tree site) {
        return site.size() + (foldersSay(site.nodes()) ? OF_FOLDERS : 0);
    }

    private static boolean foldersSay(List<Node> nodes) {
        return nodes.stream().anyMatch(node -> switch (node) {
            case Line line ->
                line.name().equalsIgnoreCase("AllowOverride")
                        && !OverrideClass.parse(line.arguments()).isEmpty();
            case Section section -> foldersSay(section.children());
        });
    }
}
