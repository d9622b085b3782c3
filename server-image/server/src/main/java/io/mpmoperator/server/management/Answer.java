package io.mpmoperator.server.management;

import java.util.Map;

/** What the management port answers; its body is sent as UTF-8. */
record Answer(int status, String contentType, Map<String, String> fields, String body) {

    static Answer text(int status, String body) {
        return new Answer(status, "text/plain; charset=utf-8", Map.of(), body);
    }

    Answer withContentType(String other) {
        return new Answer(status, other, fields, body);
    }

    Answer withFields(Map<String, String> others) {
        return new Answer(status, contentType, others, body);
    }
}
