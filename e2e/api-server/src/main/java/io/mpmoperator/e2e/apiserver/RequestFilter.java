package io.mpmoperator.e2e.apiserver;

import java.util.OptionalInt;

/** Sees each request before it is served, and may refuse it: a test counts requests with it, and makes them fail. */
@FunctionalInterface
public interface RequestFilter {

    /** The HTTP status code of a refusal; empty where the request is to be served. Watches pass unseen. */
    OptionalInt refusal(ServedRequest request);
}
