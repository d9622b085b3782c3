package io.mpmoperator.rules;

import io.mpmoperator.pattern.ApachePattern;
import io.mpmoperator.pattern.Captures;
import io.mpmoperator.pattern.Glob;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What a section is for: folders, files or URLs. */
public sealed interface Where {

    /** Whether a subject is among them. */
    boolean matches(String subject);

    /** Rules with what the named groups of a pattern hold for a subject that is among them: {@code MATCH_NAME}. */
    default Rules naming(String subject, Rules rules) {
        return rules;
    }

    /**
     * One path or name.
     *
     * @param text without a slash at its end, unless it is the root
     */
    record Exactly(String text) implements Where {
        @Override
        public boolean matches(String subject) {
            return subject.equals(text);
        }
    }

    /**
     * A URL and all below it.
     *
     * @param text as it is written
     */
    record Below(String text) implements Where {
        @Override
        public boolean matches(String subject) {
            return subject.startsWith(text)
                    && (subject.length() == text.length()
                            || text.endsWith("/")
                            || subject.charAt(text.length()) == '/');
        }
    }

    /** All that begin with a text. */
    record Beginning(String text) implements Where {
        @Override
        public boolean matches(String subject) {
            return subject.startsWith(text);
        }
    }

    /** All that match a pattern of the shell's kind. */
    record Wildcards(Glob glob) implements Where {
        @Override
        public boolean matches(String subject) {
            return glob.matches(subject);
        }
    }

    /** A URL that matches a pattern of the shell's kind, and all below it. */
    record WildcardsBelow(Glob glob, int segments) implements Where {
        @Override
        public boolean matches(String subject) {
            return glob.matches(subject) || glob.matches(start(subject));
        }

        private String start(String subject) {
            int end = 0;
            for (int left = segments; left > 0 && end >= 0; left--) {
                end = subject.indexOf('/', end + 1);
            }
            return end < 0 ? subject : subject.substring(0, end);
        }
    }

    /** All in which a regular expression is found. */
    record Found(ApachePattern pattern) implements Where {
        @Override
        public boolean matches(String subject) {
            return pattern.matches(subject);
        }

        @Override
        public Rules naming(String subject, Rules rules) {
            Captures found = pattern.names().isEmpty() ? null : pattern.match(subject);
            if (found == null) {
                return rules;
            }
            Map<String, String> named = new HashMap<>();
            pattern.names()
                    .forEach((name, group) -> named.put("MATCH_" + name.toUpperCase(Locale.ROOT), found.group(group)));
            return rules.with(SiteSettings.MATCHED, named);
        }
    }
}
