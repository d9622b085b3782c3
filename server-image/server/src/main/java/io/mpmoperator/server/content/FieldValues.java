package io.mpmoperator.server.content;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** The values of a request's field that may be in it several times. */
final class FieldValues {

    private FieldValues() {}

    /** One value for each time, as sent; an empty field is an empty string. */
    static List<String> of(HttpFields fields, HttpHeader header) {
        List<String> values = new ArrayList<>(1);
        for (HttpField field : fields) {
            if (field.getHeader() == header) {
                values.add(field.getValue() == null ? "" : field.getValue());
            }
        }
        return values;
    }
}
