package io.mpmoperator.rewrite;

/** The flags of a rule that are on or off. */
enum Flag {
    /** {@code C}: the rules after it are for those that this one matched. */
    CHAIN,
    /** {@code DPI}. */
    DISCARD_PATH_INFO,
    /** {@code END}. */
    END,
    /** {@code L}. */
    LAST,
    /** {@code N}. */
    NEXT,
    /** {@code NC}. */
    NO_CASE,
    /** {@code NE}. */
    NO_ESCAPE,
    /** {@code NS}. */
    NO_SUBREQUEST,
    /** {@code P}. */
    PROXY,
    /** {@code PT}. */
    PASS_THROUGH,
    /** {@code QSA}. */
    QUERY_APPEND,
    /** {@code QSD}. */
    QUERY_DISCARD,
    /** {@code QSL}. */
    QUERY_LAST,
    /** {@code R} with a status of a redirect. */
    REDIRECT,
    /** {@code F}, {@code G} and {@code R} with another status. */
    STATUS,
    /** {@code UnsafeAllow3F}. */
    UNSAFE_ALLOW_3F
}
