package io.mpmoperator.conf;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.rules.OverrideClass;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What compressing responses takes of each process that does: its compressors, and the compressed forms of files that it keeps. */
public final class Compression {

    /** What a compressor takes outside the heap: zlib's state of 32 KiB windows with a level of memory of 8, and two buffers. */
    public static final long COMPRESSOR_BYTES = 288 << 10;

    /** More would share the processors of a machine of that size; who gets none sends its response as it is. */
    private static final long MOST_COMPRESSORS = 8;

    private static final Set<String> DIRECTIVES = Set.of("addoutputfilterbytype", "setoutputfilter", "addoutputfilter");

    private Compression() {}

    /** How many compressors a process has at most. */
    public static long compressors(long threads) {
        return Math.min(threads, MOST_COMPRESSORS);
    }

    /** Bytes of compressed forms of files that a process keeps at most. */
    public static long formsBytes(Mode mode) {
        return switch (mode) {
            case PREFORK -> 256L << 10;
            case WORKER, EVENT -> 2L << 20;
        };
    }

    /** Whether something is said by which responses are compressed, or a folder may say so in a file of its own. */
    public static boolean isIn(Tree site) {
        return isIn(site.nodes());
    }

    private static boolean isIn(List<Node> nodes) {
        return nodes.stream().anyMatch(node -> switch (node) {
            case Line line -> compresses(line);
            case Section section -> isIn(section.children());
        });
    }

    private static boolean compresses(Line line) {
        String name = line.name().toLowerCase(Locale.ROOT);
        return DIRECTIVES.contains(name)
                || (name.equals("allowoverride")
                        && OverrideClass.parse(line.arguments()).contains(OverrideClass.FILE_INFO));
    }
}
