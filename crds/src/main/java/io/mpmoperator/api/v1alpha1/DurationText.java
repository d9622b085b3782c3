package io.mpmoperator.api.v1alpha1;

/** How a length of time is written: whole numbers with units, largest first, such as {@code 1m30s} or {@code 500ms}. */
public final class DurationText {

    /** Hours, minutes, seconds and milliseconds, each at most once; at least one of them; {@code 0} alone is no time. */
    public static final String PATTERN = "^(0|([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,8}s)?([0-9]{1,8}ms)?)$";

    private DurationText() {}
}
