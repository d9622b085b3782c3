package io.mpmoperator.footprint;

/** A calibration that is refused; the message begins {@code file:line:} or {@code file:}. */
public class CalibrationException extends Exception {

    private static final long serialVersionUID = 1L;

    public CalibrationException(String message) {
        super(message);
    }
}
