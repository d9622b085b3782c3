package io.mpmoperator.rewrite;

import io.mpmoperator.rewrite.Template.Part;
import java.util.List;

/** Reads a {@link Template}. What begins nothing that is known means itself, as in Apache. */
final class TemplateParser {

    private final String text;
    private int at;

    TemplateParser(String text) {
        this.text = text;
    }

    Template all() {
        return until("");
    }

    /** Reads up to one of some characters or the end, and passes neither. */
    private Template until(String ends) {
        Template.Builder out = new Template.Builder();
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            item(out);
        }
        return out.template();
    }

    private void item(Template.Builder out) {
        char c = text.charAt(at);
        char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
        if (c == '\\' && next != 0) {
            out.literal(next);
            at += 2;
        } else if (c == '$' && next == '{') {
            map(out);
        } else if (c == '%' && next == '{') {
            variable(out);
        } else if ((c == '$' || c == '%') && next >= '0' && next <= '9') {
            out.part(c == '$' ? new Part.RuleGroup(next - '0') : new Part.ConditionGroup(next - '0'));
            at += 2;
        } else {
            out.literal(c);
            at++;
        }
    }

    private void variable(Template.Builder out) {
        int end = text.indexOf('}', at);
        if (end < 0) {
            out.literal(text.charAt(at++));
            return;
        }
        out.part(new Part.Looked(Lookup.parse(text.substring(at + 2, end))));
        at = end + 1;
    }

    private void map(Template.Builder out) {
        int colon = text.indexOf(':', at);
        int start = at;
        if (colon < 0) {
            out.literal(text.charAt(at++));
            return;
        }
        String name = text.substring(at + 2, colon);
        at = colon + 1;
        Template key = until("|}");
        Template otherwise = new Template(List.of());
        if (at < text.length() && text.charAt(at) == '|') {
            at++;
            otherwise = until("}");
        }
        if (at >= text.length()) {
            throw new IllegalArgumentException(
                    "'" + text.substring(start) + "' has no closing brace: ${map:key|default}" + " is accepted");
        }
        at++;
        out.part(new Part.Mapped(name, key, otherwise));
    }
}
