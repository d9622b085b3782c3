package io.mpmoperator.server.site;

import io.mpmoperator.server.http.Response;
import io.mpmoperator.url.PercentEncoding;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/** Responses that send the client elsewhere. */
final class Locations {

    private Locations() {}

    /** To a URL that is whole and encoded. */
    static Response to(int status, String location) {
        return Response.error(status, new HttpField(HttpHeader.LOCATION, location));
    }

    /** To the same path with a slash at its end, on the host that the client has named. */
    static Response toFolder(Url url, RequestFacts facts) {
        String query = url.query().isEmpty() ? "" : "?" + url.query();
        return to(301, facts.origin() + PercentEncoding.PATH.encode(url.path() + "/") + query);
    }
}
