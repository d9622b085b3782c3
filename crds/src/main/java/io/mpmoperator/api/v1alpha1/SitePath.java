package io.mpmoperator.api.v1alpha1;

/** How paths and texts of a site are written. */
final class SitePath {

    /** A path of a URL, without blanks and quotes. */
    static final String PATTERN = "^/[!#-&(-\\[\\]-~]*$";

    /** Anything that is one line. */
    static final String ONE_LINE = "^[^\\x00-\\x1f\\x7f]*$";

    /** What is said of paths of several entries. */
    static final String PATHS =
            "Each is about a path and all below it, as a section Location is; * and ? match characters"
                    + " other than a slash.";

    private SitePath() {}
}
