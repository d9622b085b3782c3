package io.mpmoperator.rewrite;

/** Where a map comes from: the arguments of {@code RewriteMap}. */
public sealed interface MapSource {

    /** Lines of a file, relative to ServerRoot: {@code txt:path}. */
    record Text(String path) implements MapSource {}

    /** A function: {@code int:tolower}. */
    record Function(String name) implements MapSource {}

    /**
     * Reads the second argument of {@code RewriteMap}.
     *
     * @throws IllegalArgumentException for maps of other kinds
     */
    static MapSource parse(String source) {
        if (source.startsWith("int:")) {
            RewriteMap.ofFunction(source.substring(4));
            return new Function(source.substring(4));
        }
        if (source.startsWith("txt:") && source.length() > 4) {
            return new Text(source.substring(4));
        }
        if (source.startsWith("/")) {
            return new Text(source);
        }
        throw new IllegalArgumentException("'" + source
                + "' is a kind of RewriteMap that is not supported: txt:PATH and int:FUNCTION are accepted");
    }
}
