package io.mpmoperator.server.management;

import java.util.OptionalInt;

/** {@code /server-status}: the status for people. */
final class StatusPage {
    private StatusPage() {}

    static Answer answer(Status status, OptionalInt refreshSeconds) {
        return Answer.text(200, "later " + status.view().generation() + refreshSeconds)
                .withContentType("text/html; charset=utf-8");
    }
}
