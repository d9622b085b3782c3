package io.mpmoperator.server.http;

/** A request that is answered with an error because of what it says. */
public final class BadRequestException extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * A refusal.
     *
     * @param status the status code of the response, 400 to 505
     */
    public BadRequestException(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    /** The status code of the response. */
    public int status() {
        return status;
    }
}
