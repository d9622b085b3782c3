package io.mpmoperator.conf;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Position;
import io.mpmoperator.conf.tree.Remark;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.conf.tree.Surroundings;
import io.mpmoperator.conf.tree.SyntaxException;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.conf.tree.TreeReader;
import io.mpmoperator.mpm.Coercion;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.rules.OverrideClass;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads Apache's configuration files. What is known of a directive comes from {@link Directives}. Of a directive that is given
 * twice the last is in force, which a remark says; what is not known, or is written where it may not be, is refused.
 */
public final class ConfReader {

    private final List<Remark> remarks = new ArrayList<>();
    private final ProcessLines process;
    private final SiteLines site;

    private ConfReader(Mode mode, String folder) {
        this.process = new ProcessLines(mode, folder, remarks);
        this.site = new SiteLines(process, remarks, Optional.empty());
    }

    /**
     * The configuration that a text by itself says; what it does not say is left to the defaults. Its MPM's numbers pass
     * {@link Coercion#check}.
     *
     * @param file the name that errors begin with
     * @throws ConfException for anything that is not understood, with file:line and what would be accepted
     */
    public static WebServerConf read(String file, String text) throws ConfException {
        return read(file, text, Surroundings.none()).conf();
    }

    /**
     * The configuration that a text and all that it includes say.
     *
     * @throws ConfException for anything that is not understood, with file:line and what would be accepted
     */
    public static ReadConf read(String file, String text, Surroundings surroundings) throws ConfException {
        return read(file, text, surroundings, Mode.EVENT);
    }

    /**
     * The same, with the mode of a text that says none.
     *
     * @throws ConfException for anything that is not understood, with file:line and what would be accepted
     */
    public static ReadConf read(String file, String text, Surroundings surroundings, Mode otherwise)
            throws ConfException {
        try {
            Chosen chosen = chosen(file, text, surroundings, otherwise);
            return new ConfReader(chosen.mode(), surroundings.folder()).read(chosen.read());
        } catch (SyntaxException e) {
            throw ConfException.at(e.at(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * All that a text and what it includes say, before any of it is understood.
     *
     * @throws ConfException for what cannot be taken apart, with file:line and what would be accepted
     */
    public static Tree asWritten(String file, String text, Surroundings surroundings, Mode otherwise)
            throws ConfException {
        try {
            return chosen(file, text, surroundings, otherwise).read().tree();
        } catch (SyntaxException e) {
            throw ConfException.at(e.at(), String.valueOf(e.getMessage()));
        }
    }

    /** What was read in the mode that it says itself. */
    private record Chosen(Mode mode, TreeReader.Read read) {}

    private static Chosen chosen(String file, String text, Surroundings surroundings, Mode otherwise)
            throws SyntaxException, ConfException {
        TreeReader.Read read = tree(file, text, surroundings, otherwise);
        Mode mode = mode(read.tree().nodes(), otherwise);
        return mode == otherwise ? new Chosen(mode, read) : new Chosen(mode, tree(file, text, surroundings, mode));
    }

    private static TreeReader.Read tree(String file, String text, Surroundings surroundings, Mode mode)
            throws SyntaxException {
        return TreeReader.read(file, text, new KnownSurroundings(surroundings, mode));
    }

    /**
     * Whether a text has no directive at all, only comments and empty lines.
     *
     * @throws ConfException for lines that cannot be taken apart
     */
    public static boolean isEmpty(String file, String text) throws ConfException {
        try {
            return TreeReader.isEmpty(file, text);
        } catch (SyntaxException e) {
            throw ConfException.at(e.at(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * What the file of a folder says of itself: {@code .htaccess}.
     *
     * @param allowed what AllowOverride lets in
     * @throws ConfException for anything that is not understood or not allowed there
     */
    public static Tree readFolderFile(String file, String text, Set<OverrideClass> allowed) throws ConfException {
        try {
            List<Remark> remarks = new ArrayList<>();
            SiteLines lines = new SiteLines(new ProcessLines(Mode.EVENT, "", remarks), remarks, Optional.of(allowed));
            List<Node> ofSite = new ArrayList<>();
            for (Node node :
                    tree(file, text, Surroundings.none(), Mode.EVENT).tree().nodes()) {
                switch (node) {
                    case Line line -> lines.take(line, Context.HTACCESS, ofSite);
                    case Section section -> lines.take(section, Context.HTACCESS, ofSite);
                }
            }
            return new Tree(ofSite);
        } catch (SyntaxException e) {
            throw ConfException.at(e.at(), String.valueOf(e.getMessage()));
        }
    }

    /** The mode must be known before the first of its numbers, wherever it is: the last that is named is in force. */
    private static Mode mode(List<Node> nodes, Mode otherwise) throws ConfException {
        Mode mode = otherwise;
        for (Node node : nodes) {
            if (node instanceof Line line) {
                mode = mode(line).orElse(mode);
            }
        }
        return mode;
    }

    private static Optional<Mode> mode(Line line) throws ConfException {
        if (line.arguments().isEmpty()) {
            return Optional.empty();
        }
        String word = line.arguments().getFirst();
        if (ServerDirectives.LOAD_MODULE.equalsIgnoreCase(line.name())) {
            return Modules.modeOf(word);
        }
        try {
            return ServerDirectives.SERVER_MPM.equalsIgnoreCase(line.name())
                    ? Optional.of(Mode.of(word))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            throw ConfException.at(line.at(), "%s: %s".formatted(ServerDirectives.SERVER_MPM, e.getMessage()));
        }
    }

    private ReadConf read(TreeReader.Read read) throws ConfException {
        remarks.addAll(read.remarks());
        List<Node> ofSite = new ArrayList<>();
        for (Node node : read.tree().nodes()) {
            switch (node) {
                case Line line -> {
                    if (!process.take(line)) {
                        site.take(line, Context.SERVER, ofSite);
                    }
                }
                case Section section -> site.take(section, Context.SERVER, ofSite);
            }
        }
        remarks.addAll(LogRemarks.of(read.tree().nodes()));
        WebServerConf conf = process.conf().withSite(new Tree(ofSite));
        CertificateCheck.require(ofSite, conf.tls().isPresent());
        return new ReadConf(conf, remarks);
    }

    /** What surrounds a text, and what this server has. */
    private record KnownSurroundings(Surroundings outside, Mode mode) implements Surroundings {

        @Override
        public boolean hasModule(String module) {
            return Modules.has(module, mode);
        }

        @Override
        public boolean hasModule(String module, Set<String> loaded) {
            return Modules.has(module, mode, loaded);
        }

        @Override
        public boolean hasDirective(String name) {
            return Directives.named(name).isPresent()
                    || SectionType.named(name.replace("<", "")).isPresent();
        }

        @Override
        public Optional<String> variable(String name) {
            return outside.variable(name);
        }

        @Override
        public boolean exists(String path) {
            return outside.exists(path);
        }

        @Override
        public String text(String path) throws IOException {
            return outside.text(path);
        }

        @Override
        public List<String> files(String path) {
            return outside.files(path);
        }

        @Override
        public String folder() {
            return outside.folder();
        }
    }

    static ConfException unknown(Node node) {
        Position at = node.at();
        if (node instanceof Section) {
            return ConfException.at(
                    at, "<%s> is no section that is known".formatted(ConfException.shortened(node.name())));
        }
        return ConfException.at(
                at,
                "unknown directive %s: %s"
                        .formatted(
                                ConfException.shortened(node.name()),
                                Directives.nearest(node.name())
                                        .map("the nearest that is known is %s"::formatted)
                                        .orElse("none of the directives of this server has a name like it")));
    }
}
