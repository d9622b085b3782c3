package io.mpmoperator.server.site;

import io.mpmoperator.pattern.ApachePattern;
import io.mpmoperator.pattern.Captures;
import io.mpmoperator.pattern.Substitution;
import io.mpmoperator.rules.Alias;
import java.util.Optional;

/** An alias that finds out whether a URL is behind it. */
sealed interface MappedAlias {

    /**
     * Where a URL leads.
     *
     * @param base the path of the disk that the rest of the URL is below; empty where nothing is served
     * @param prefix the part of the URL that it replaces
     */
    record Target(String base, String prefix) {}

    /** Where a path leads; empty where it is not behind the alias. */
    Optional<Target> of(String path);

    static MappedAlias of(Alias alias) {
        return alias.pattern()
                ? new ByPattern(ApachePattern.compile(alias.from()), Substitution.parse(alias.to()))
                : new ByPrefix(alias.from(), alias.to());
    }

    /** A path and all below it. */
    record ByPrefix(String from, String to) implements MappedAlias {

        /** Slashes at the ends of both are put together as Apache does: the rest of the URL follows what is written. */
        @Override
        public Optional<Target> of(String path) {
            boolean below = path.startsWith(from)
                    && (path.length() == from.length() || from.endsWith("/") || path.charAt(from.length()) == '/');
            return below ? Optional.of(new Target(to, from)) : Optional.empty();
        }
    }

    /** All that match: the whole of the URL is what the match makes of it. */
    record ByPattern(ApachePattern pattern, Substitution to) implements MappedAlias {
        @Override
        public Optional<Target> of(String path) {
            Captures captures = pattern.match(path);
            return captures == null ? Optional.empty() : Optional.of(new Target(to.apply(captures), path));
        }
    }
}
