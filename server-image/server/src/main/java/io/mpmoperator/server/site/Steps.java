package io.mpmoperator.server.site;

import io.mpmoperator.rewrite.RewriteEffects;
import io.mpmoperator.rewrite.RewriteOutcome;

/** The steps of a walk, in words. */
final class Steps {

    private Steps() {}

    /** What rewriting has made of a URL. */
    static String of(Url url, RewriteOutcome outcome) {
        return switch (outcome) {
            case RewriteOutcome.Unchanged _ -> url.path() + " stays as it is";
            case RewriteOutcome.Rewritten(String path, String query, boolean _, RewriteEffects _) ->
                url.path() + " becomes " + path + (query.isEmpty() ? "" : "?" + query);
            case RewriteOutcome.Redirect(int status, String location, RewriteEffects _) ->
                url.path() + " is redirected, " + status + ", to " + location;
            case RewriteOutcome.Status(int status, String _, RewriteEffects _) -> url.path() + " is " + status;
            case RewriteOutcome.Proxy _ -> url.path() + " goes to another server";
        };
    }

    /** What is at a place. */
    static String of(Place place, Url url) {
        String there = switch (place.kind()) {
            case FILE -> "a file";
            case FOLDER -> "a folder";
            case NOTHING -> "not there";
        };
        return url.path() + " is " + place.file() + ", " + there;
    }
}
