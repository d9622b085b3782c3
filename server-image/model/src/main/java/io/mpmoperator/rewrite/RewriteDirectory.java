package io.mpmoperator.rewrite;

import java.util.Optional;

/**
 * The directory whose rules are applied: a {@code <Directory>} section or a {@code .htaccess} file.
 *
 * @param path of the directory, with a slash at its end
 * @param base {@code RewriteBase}
 * @param documentRoot of the virtual host, without a slash at its end
 * @param contextPrefix the path of URLs of the {@code Alias} by which the file was found; empty where there is none
 * @param contextRoot the folder of that alias; empty where there is none
 */
public record RewriteDirectory(
        String path, Optional<String> base, String documentRoot, String contextPrefix, String contextRoot) {

    public RewriteDirectory {
        if (!path.endsWith("/")) {
            throw new IllegalArgumentException("'" + path + "' has no slash at its end");
        }
        base.ifPresent(RewriteDirectory::requireBase);
    }

    /**
     * The argument of {@code RewriteBase}.
     *
     * @throws IllegalArgumentException where it is no path
     */
    public static String requireBase(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no RewriteBase: a path of URLs that begins with / is accepted");
        }
        return text;
    }

    /** The path of URLs of a file that rules wrote. */
    String url(String file) {
        if (base.isPresent()) {
            String mapped = substitute(file, path, base.get());
            return mapped.equals(file) ? inContext(file) : mapped;
        }
        return file.startsWith(documentRoot + "/") ? file.substring(documentRoot.length()) : inContext(file);
    }

    private String inContext(String file) {
        return contextRoot.isEmpty() ? file : substitute(file, contextRoot, contextPrefix);
    }

    /** The path with the prefix of a directory replaced. */
    static String substitute(String path, String prefix, String by) {
        String from = prefix.endsWith("/") ? prefix : prefix + "/";
        String to = by.endsWith("/") ? by : by + "/";
        return path.startsWith(from) ? to + path.substring(from.length()) : path;
    }
}
