package io.mpmoperator.server.http;

import io.mpmoperator.expression.Facts;
import io.mpmoperator.site.Host;
import org.jspecify.annotations.Nullable;

/** What is known of a request beside its head by who has responded to it: whose logs it belongs into, and what they may ask. */
public interface Account {

    /** The virtual host, or the server itself. */
    Host host();

    /** A variable that is set; null for one that is not. */
    @Nullable
    String environment(String name);

    /** Whether a variable may be another for each request, so that {@link #of} is to be asked for it. */
    boolean isAskedFor(String name);

    /** Whether rules change fields of the requests, so that they are not to be asked for them themselves. */
    boolean changesHead();

    /**
     * What conditions and formats may ask.
     *
     * @param request as it came
     * @param connection that it came over
     */
    RequestAccount of(Request request, Connected connection);

    /** What is known of one request. */
    interface RequestAccount extends Facts {

        /** The path before the first internal redirect; the path itself without one. */
        String firstPath();

        /** The status before the first internal redirect; the response's without one. */
        int firstStatus(int last);
    }
}
