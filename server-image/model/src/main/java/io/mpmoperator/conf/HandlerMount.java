package io.mpmoperator.conf;

import java.util.Arrays;

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
        if (!Arrays.stream(className.split("\\.", -1)).allMatch(HandlerMount::isIdentifier)) {
            throw new IllegalArgumentException(
                    "'%s' is no class: a name such as com.acme.Api is accepted".formatted(className));
        }
    }

    private static boolean isIdentifier(String name) {
        return !name.isEmpty()
                && Character.isJavaIdentifierStart(name.charAt(0))
                && name.chars().allMatch(Character::isJavaIdentifierPart);
    }
}
