package io.mpmoperator.server.http;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** The Date field (RFC 9110, section 6.6.1), written once a second. */
final class CurrentDate {

    /** A second, its field, and the same as a line of a head. */
    @SuppressWarnings("ArrayRecordComponent") // shared by design, never compared
    record Second(long since1970, HttpField field, byte[] line) {}

    private volatile Second last = at(System.currentTimeMillis() / 1000);

    private static Second at(long since1970) {
        String date = DateGenerator.formatDate(since1970 * 1000);
        return new Second(
                since1970,
                new PreEncodedHttpField(HttpHeader.DATE, date),
                ("Date: " + date + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** The second of a moment, which is the current one, in milliseconds since 1970. */
    Second second(long nowMillis) {
        long now = nowMillis / 1000;
        Second known = last;
        if (known.since1970 != now) {
            known = at(now);
            last = known;
        }
        return known;
    }
}
