package io.mpmoperator.server.site;

/** Something that a request needs is not said, or is not there: the request is 500, as in Apache. */
final class MisconfiguredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MisconfiguredException(String message) {
        super(message);
    }
}
