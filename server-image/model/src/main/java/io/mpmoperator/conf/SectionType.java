package io.mpmoperator.conf;

import static io.mpmoperator.conf.Context.DIRECTORY;
import static io.mpmoperator.conf.Context.FILES;
import static io.mpmoperator.conf.Context.HTACCESS;
import static io.mpmoperator.conf.Context.IF;
import static io.mpmoperator.conf.Context.LOCATION;
import static io.mpmoperator.conf.Context.PROXY;
import static io.mpmoperator.conf.Context.VIRTUAL_HOST;

import io.mpmoperator.conf.tree.Section;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A section that encloses directives for some of the URLs. */
public enum SectionType {
    VIRTUAL_HOST_SECTION("VirtualHost", "address:port ...", 1, Directive.ANY, Context.server(), VIRTUAL_HOST),
    DIRECTORY_SECTION("Directory", "folder", 1, 2, Context.hosts(), DIRECTORY),
    DIRECTORY_MATCH("DirectoryMatch", "pattern", 1, 1, Context.hosts(), DIRECTORY),
    LOCATION_SECTION("Location", "path", 1, 2, Context.hosts(), LOCATION),
    LOCATION_MATCH("LocationMatch", "pattern", 1, 1, Context.hosts(), LOCATION),
    PROXY_SECTION("Proxy", "URL [key=value ...]", 1, Directive.ANY, Context.hosts(), PROXY),
    PROXY_MATCH("ProxyMatch", "pattern", 1, 1, Context.hosts(), PROXY),
    FILES_SECTION("Files", "name", 1, 2, inFolders(), FILES),
    FILES_MATCH("FilesMatch", "pattern", 1, 1, inFolders(), FILES),
    IF_SECTION("If", "expression", 1, 1, Context.anywhere(), IF),
    ELSE_IF("ElseIf", "expression", 1, 1, Context.anywhere(), IF),
    ELSE("Else", "", 0, 0, Context.anywhere(), IF),
    LIMIT("Limit", "method ...", 1, Directive.ANY, Context.anywhere(), null),
    LIMIT_EXCEPT("LimitExcept", "method ...", 1, Directive.ANY, Context.anywhere(), null),
    REQUIRE_ALL("RequireAll", "", 0, 0, Context.sectionsAndFiles(), null),
    REQUIRE_ANY("RequireAny", "", 0, 0, Context.sectionsAndFiles(), null),
    REQUIRE_NONE("RequireNone", "", 0, 0, Context.sectionsAndFiles(), null);

    private final String sectionName;
    private final String syntax;
    private final int least;
    private final int most;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final Set<Context> contexts;

    private final Optional<Context> inside;

    SectionType(
            String sectionName, String syntax, int least, int most, Set<Context> contexts, @Nullable Context inside) {
        this.sectionName = sectionName;
        this.syntax = syntax;
        this.least = least;
        this.most = most;
        this.contexts = contexts;
        this.inside = Optional.ofNullable(inside);
    }

    private static Set<Context> inFolders() {
        return EnumSet.of(Context.SERVER, VIRTUAL_HOST, DIRECTORY, IF, HTACCESS);
    }

    /** The section of that name, in any case. */
    public static Optional<SectionType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.sectionName.equalsIgnoreCase(name))
                .findFirst();
    }

    /** Whether a section is one of this type. */
    public boolean is(Section section) {
        return sectionName.equalsIgnoreCase(section.name());
    }

    /** As it is written, without its bracket. */
    public String sectionName() {
        return sectionName;
    }

    /** What follows the name. */
    public String syntax() {
        return syntax;
    }

    /** Where it may be written. */
    public Set<Context> contexts() {
        return contexts;
    }

    /** What the directives in it are in; the same as around it for a section that only groups them. */
    Context inside(Context around) {
        return inside.orElse(around);
    }

    void requireCount(int arguments) {
        if (arguments < least || arguments > most) {
            throw new IllegalArgumentException("<%s> has %d arguments: accepted is <%s>"
                    .formatted(sectionName, arguments, (sectionName + " " + syntax).strip()));
        }
    }
}
