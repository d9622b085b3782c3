package io.mpmoperator.server.management;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** What the management port answers; its body is sent as UTF-8. */
record ManagementResponse(int status, String contentType, Map<String, String> fields, Body body) {

    /** What follows the head. A long one is made while it is sent, so that it never lies in memory as a whole. */
    interface Body {

        /** Makes it, piece after piece. */
        void writeTo(Consumer<String> out);

        /** Its length in bytes, where that is known before it is made. */
        default OptionalInt length() {
            return OptionalInt.empty();
        }
    }

    private record Text(String text, OptionalInt length) implements Body {

        @Override
        public void writeTo(Consumer<String> out) {
            out.accept(text);
        }
    }

    static ManagementResponse text(int status, String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return new ManagementResponse(
                status, "text/plain; charset=utf-8", Map.of(), new Text(text, OptionalInt.of(length)));
    }

    ManagementResponse withContentType(String other) {
        return new ManagementResponse(status, other, fields, body);
    }

    ManagementResponse withFields(Map<String, String> others) {
        return new ManagementResponse(status, contentType, others, body);
    }
}
