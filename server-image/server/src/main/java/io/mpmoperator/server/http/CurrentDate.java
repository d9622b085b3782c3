package io.mpmoperator.server.http;

import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** The Date field (RFC 9110, section 6.6.1), written once a second. */
final class CurrentDate {

    private record Second(long second, HttpField field) {}

    private volatile Second last = at(System.currentTimeMillis() / 1000);

    private static Second at(long second) {
        return new Second(second, new PreEncodedHttpField(HttpHeader.DATE, DateGenerator.formatDate(second * 1000)));
    }

    HttpField field() {
        long now = System.currentTimeMillis() / 1000;
        Second known = last;
        if (known.second != now) {
            known = at(now);
            last = known;
        }
        return known.field;
    }
}
