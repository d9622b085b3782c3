package io.mpmoperator.conf;

import java.util.regex.Pattern;

/**
 * A Java handler and the path under which it answers: directive {@code Handler}.
 *
 * @param path begins with a slash
 * @param className binary name of the handler's class
 */
public record HandlerMount(String path, String className) {

    private static final Pattern CLASS_NAME =
            Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*+"
                    + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*+)*+");

    public HandlerMount {
        Texts.requireOneLine("a handler's path", path);
        Texts.requireOneLine("a handler's class", className);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("'%s' is no path: one that begins with / is accepted".formatted(path));
        }
        if (!CLASS_NAME.matcher(className).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no class: a name such as com.acme.Api is accepted".formatted(className));
        }
    }
}
