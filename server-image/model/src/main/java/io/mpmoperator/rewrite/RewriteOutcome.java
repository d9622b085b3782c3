package io.mpmoperator.rewrite;

/** What the rules of one context decide about a request. */
public sealed interface RewriteOutcome {

    /** What the rules leave behind besides, whatever they decide. */
    RewriteEffects effects();

    /**
     * No rule changed the path.
     *
     * @param query empty where there is none; rules may have changed it
     */
    record Unchanged(String query, RewriteEffects effects) implements RewriteOutcome {}

    /**
     * The request goes on with another path. In the context of a server it is mapped to a file, {@code passThrough} aliases
     * first; in the context of a directory it begins anew with this path, as an internal redirect.
     *
     * @param path of URLs, not encoded; in the context of a server it may be that of a file whose first folder exists
     * @param query empty where there is none
     * @param passThrough flag {@code PT}
     */
    record Rewritten(String path, String query, boolean passThrough, RewriteEffects effects)
            implements RewriteOutcome {}

    /** The client is sent elsewhere; the location is a whole URL, encoded. */
    record Redirect(int status, String location, RewriteEffects effects) implements RewriteOutcome {}

    /** The request is done with a status: flags {@code F}, {@code G} and {@code R} with another status than 3xx. */
    record Status(int status, String reason, RewriteEffects effects) implements RewriteOutcome {}

    /** The request goes to another server: flag {@code P}; the URL is whole, with its query. */
    record Proxy(String url, RewriteEffects effects) implements RewriteOutcome {}
}
