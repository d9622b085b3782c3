package io.mpmoperator.headers;

/** A list between commas, in which a comma inside quotes does not count. */
final class FieldList {

    private FieldList() {}

    /** Whether the list has an element, compared as it is written. */
    static boolean has(String list, String element) {
        int from = 0;
        boolean quoted = false;
        for (int at = 0; at <= list.length(); at++) {
            boolean end = at == list.length() || (!quoted && list.charAt(at) == ',');
            if (end && list.substring(from, at).stripLeading().equals(element)) {
                return true;
            }
            if (end) {
                from = at + 1;
            } else if (list.charAt(at) == '"') {
                quoted = !quoted;
            }
        }
        return false;
    }
}
