package io.mpmoperator.conf;

import java.util.Arrays;
import java.util.List;

/**
 * A Java handler and the path under which it answers: directive {@code Handler}.
 *
 * @param path begins with a slash
 * @param className binary name of the handler's class
 */
public record HandlerMount(String path, String className) {

    public HandlerMount {
        Texts.requireOneLine("a handler's path", path);
        Texts.requireOneLine("a handler's class", className);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("'%s' is no path: one that begins with / is accepted".formatted(path));
        }
        if (segments(path).stream().anyMatch(segment -> segment.equals(".") || segment.equals(".."))) {
            throw new IllegalArgumentException(
                    "'%s' has a segment . or .., which no request's path has when it is resolved: a path without is accepted"
                            .formatted(path));
        }
        if (!Arrays.stream(className.split("\\.", -1)).allMatch(HandlerMount::isIdentifier)) {
            throw new IllegalArgumentException(
                    "'%s' is no class: a name such as com.acme.Api is accepted".formatted(className));
        }
    }

    /** The segments of the path by which requests find the handler; empty ones do not count, so a slash at the end neither. */
    public List<String> segments() {
        return segments(path);
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    /** Whether a request for this handler's path would be one for the other's as well. */
    public boolean collidesWith(HandlerMount other) {
        return segments().equals(other.segments());
    }

    private static boolean isIdentifier(String name) {
        return !name.isEmpty()
                && Character.isJavaIdentifierStart(name.charAt(0))
                && name.chars().allMatch(Character::isJavaIdentifierPart);
    }
}
