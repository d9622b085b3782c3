package io.mpmoperator.footprint;

/** A size that cannot be had; the message says what was asked, what it needs and what would fit. */
public class SizingException extends Exception {

    private static final long serialVersionUID = 1L;

    public SizingException(String message) {
        super(message);
    }
}
