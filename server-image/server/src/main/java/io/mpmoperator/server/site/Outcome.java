package io.mpmoperator.server.site;

import io.mpmoperator.rules.Rules;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.Response;

/** What a walk leads to. Each has the rules by which its response is changed. */
sealed interface Outcome {

    /** What is said of the URL that was reached. */
    Rules rules();

    /** A file. */
    record File(Place place, Rules rules) implements Outcome {}

    /** A folder without an index file, whose files are listed. */
    record Listing(Place place, Url url, Rules rules) implements Outcome {}

    /** A response that is known: a redirect, a text. */
    record Known(Response response, Rules rules) implements Outcome {}

    /** An error, or another status that has a page. */
    record Status(int status, Rules rules) implements Outcome {}

    /**
     * Nothing that can be sent, for one who would have been admitted.
     *
     * @param status 404, or 403 for a folder that is not listed
     */
    record Nothing(int status, Rules rules) implements Outcome {}

    /**
     * What is mounted on a path, or is forwarded to.
     *
     * @param script whether it runs a script
     */
    record Mounted(RequestHandler handler, Url url, Rules rules, boolean script) implements Outcome {}

    /** The status of the server. */
    record ServerStatus(Url url, Rules rules) implements Outcome {}
}
