package io.mpmoperator.server.control;

import io.mpmoperator.server.management.ServerView;

/**
 * A configuration that was tried and is not in force.
 *
 * @param request who wanted it
 * @param sha256 the hash of its text, empty when it could not be read
 * @param reason what the child said, on one line
 */
record Refusal(RestartRequest request, String sha256, String reason) {

    private static final int LONGEST = 1000;

    static Refusal of(RestartRequest request, String sha256, String reason) {
        return new Refusal(request.remembered(), sha256, oneLine(reason));
    }

    /** The reason as one line that a program can take apart again, at most 1000 characters. */
    static String oneLine(String reason) {
        String line = reason.strip().replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    ServerView.Refused view() {
        return new ServerView.Refused(sha256, reason);
    }
}
