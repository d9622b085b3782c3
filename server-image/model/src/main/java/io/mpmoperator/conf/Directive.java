package io.mpmoperator.conf;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.rewrite.RewriteArguments;
import io.mpmoperator.rules.OverrideClass;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A directive: all that is known of it, in one place.
 *
 * @param name as it is written, {@code KeepAliveTimeout}
 * @param oldNames other names that mean the same
 * @param contexts where it may be written
 * @param override which class of AllowOverride lets it into .htaccess
 * @param syntax what follows the name, for people
 * @param least fewest arguments
 * @param most most arguments
 * @param defaultText what is in force where it is not written; empty where that is nothing
 * @param documentation what it does, a sentence
 * @param raw whether backslashes are left in its arguments
 * @param repeats whether each one that is written counts, and not the last alone
 * @param ofPath whether its argument is a path of the disk, relative to ServerRoot
 */
public record Directive(
        String name,
        List<String> oldNames,
        Set<Context> contexts,
        Optional<OverrideClass> override,
        String syntax,
        int least,
        int most,
        String defaultText,
        String documentation,
        boolean repeats,
        boolean raw,
        boolean ofPath,
        DirectiveKind use) {

    /** No bound. */
    static final int ANY = Integer.MAX_VALUE;

    /**
     * Refuses arguments that are too few or too many.
     *
     * @throws IllegalArgumentException with the syntax
     */
    void requireCount(List<String> arguments) {
        if (arguments.size() < least || arguments.size() > most) {
            throw new IllegalArgumentException("%s has %d arguments: accepted is %s %s"
                    .formatted(name, arguments.size(), name, syntax)
                    .strip());
        }
    }

    /** The arguments of a line of it. */
    public List<String> arguments(Line line) {
        return raw ? RewriteArguments.split(line.raw()) : line.arguments();
    }

    /**
     * The line with its path from the root on.
     *
     * @param serverRoot what relative paths begin at; empty where nothing says it
     * @throws IllegalArgumentException for a relative path where nothing says what it begins at
     */
    Line absolute(Line line, String serverRoot) {
        if (!ofPath || line.arguments().isEmpty() || line.arguments().getFirst().startsWith("/")) {
            return line;
        }
        String path = line.arguments().getFirst();
        if (serverRoot.isEmpty()) {
            throw new IllegalArgumentException(
                    "'%s' is no absolute path: one that begins with / is accepted".formatted(path));
        }
        return new Line(line.at(), line.name(), List.of(serverRoot + "/" + path));
    }

    static Entry named(String name, String... oldNames) {
        return new Entry(name, List.of(oldNames));
    }

    /** A directive that is being described. */
    static final class Entry {

        private final String name;
        private final List<String> oldNames;
        private Set<Context> contexts = Context.server();
        private Optional<OverrideClass> override = Optional.empty();
        private String syntax = "";
        private int least = 1;
        private int most = 1;
        private String defaultText = "";
        private String documentation = "";
        private boolean repeats;
        private boolean raw;
        private boolean ofPath;

        private Entry(String name, List<String> oldNames) {
            this.name = name;
            this.oldNames = oldNames;
        }

        Entry in(Set<Context> where) {
            contexts = where;
            return this;
        }

        /** Everywhere, .htaccess where AllowOverride has the class. */
        Entry anywhere(OverrideClass allowedBy) {
            contexts = Context.anywhere();
            override = Optional.of(allowedBy);
            return this;
        }

        /** In the sections and, where AllowOverride has the class, in .htaccess. */
        Entry inSections(OverrideClass allowedBy) {
            contexts = Context.sectionsAndFiles();
            override = Optional.of(allowedBy);
            return this;
        }

        Entry takes(String arguments) {
            syntax = arguments;
            return this;
        }

        Entry takes(String arguments, int fewest, int atMost) {
            least = fewest;
            most = atMost;
            return takes(arguments);
        }

        Entry otherwise(String value) {
            defaultText = value;
            return this;
        }

        Entry repeatedly() {
            repeats = true;
            return this;
        }

        Entry withBackslashes() {
            raw = true;
            return this;
        }

        /** Its only argument is a path of the disk, relative to ServerRoot. */
        Entry ofPath() {
            ofPath = true;
            return this;
        }

        Entry says(String sentence) {
            documentation = sentence;
            return this;
        }

        Directive use(DirectiveKind use) {
            return new Directive(
                    name,
                    oldNames,
                    contexts,
                    override,
                    syntax,
                    least,
                    most,
                    defaultText,
                    documentation,
                    repeats,
                    raw,
                    ofPath,
                    use);
        }
    }
}
