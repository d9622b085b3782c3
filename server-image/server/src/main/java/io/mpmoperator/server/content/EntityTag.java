package io.mpmoperator.server.content;

import java.util.ArrayList;
import java.util.List;

/**
 * An entity tag (RFC 9110, section 8.8.3).
 *
 * @param opaque with its quotes
 */
record EntityTag(boolean weak, String opaque) {

    /** Reads a field of entity tags; ends quietly where something else begins. */
    static List<EntityTag> parse(String field) {
        List<EntityTag> tags = new ArrayList<>();
        int at = 0;
        while (at < field.length()) {
            char c = field.charAt(at);
            if (c == ',' || c == ' ' || c == '\t') {
                at++;
                continue;
            }
            boolean weak = field.startsWith("W/", at);
            int open = weak ? at + 2 : at;
            int close = open < field.length() && field.charAt(open) == '"' ? field.indexOf('"', open + 1) : -1;
            if (close < 0) {
                break;
            }
            tags.add(new EntityTag(weak, field.substring(open, close + 1)));
            at = close + 1;
        }
        return tags;
    }

    /** Strong comparison (RFC 9110, section 8.8.3.2): the same bytes. */
    boolean matchesStrongly(EntityTag other) {
        return !weak && !other.weak && opaque.equals(other.opaque);
    }

    /** Weak comparison (RFC 9110, section 8.8.3.2): as good as the same. */
    boolean matchesWeakly(EntityTag other) {
        return opaque.equals(other.opaque);
    }

    /** As it is in a field. */
    String asString() {
        return weak ? "W/" + opaque : opaque;
    }
}
