package io.mpmoperator.server.site;

import io.mpmoperator.headers.HeaderAction;
import io.mpmoperator.headers.HeaderRule;
import io.mpmoperator.headers.HeaderTable;
import io.mpmoperator.server.http.Request;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request as RequestHeader changes them.
 *
 * @param table changed in place: a rule sees what those before it have done
 */
record RequestHead(HeaderTable table) {

    /** What decides which response to a request for a file is sent. */
    private static final Set<String> DECISIVE = Set.of(
            "accept-encoding",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "range");

    /** Those of a request; several of a name become one, as Apache reads them. */
    static RequestHead of(Request request) {
        HeaderTable table = new HeaderTable();
        for (HttpField field : request.fields()) {
            table.append(field.getName(), field.getValue() == null ? "" : field.getValue());
        }
        return new RequestHead(table);
    }

    /** Whether the response to a request for a file may be another one because of a rule. */
    static boolean isDecisive(HeaderRule rule) {
        HeaderAction action = rule.action();
        return DECISIVE.contains(action.field().toLowerCase(Locale.ROOT));
    }

    /** A request with these fields. */
    Request in(Request request) {
        HttpFields.Mutable fields = HttpFields.build();
        table.fields().forEach(field -> fields.add(field.name(), field.value()));
        return request.with(fields.asImmutable());
    }

    /** The value of the first field of a name; null where there is none. */
    @Nullable
    String value(String name) {
        return table.get(name);
    }

    /** The names of the fields, in their order. */
    List<String> names() {
        return table.fields().stream().map(HeaderTable.Field::name).toList();
    }
}
