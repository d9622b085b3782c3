package io.mpmoperator.access;

/** What a requirement says. */
public enum Verdict {
    GRANTED,
    DENIED,
    /** Denied as long as there is no user: a password may change it. */
    DENIED_WITHOUT_USER,
    /** Says nothing: a negated requirement that did not match. */
    NEUTRAL;

    /** The verdict of {@code not}: what is not denied is not granted by that. */
    Verdict negated() {
        return switch (this) {
            case GRANTED -> DENIED;
            case DENIED, DENIED_WITHOUT_USER, NEUTRAL -> NEUTRAL;
        };
    }

    /** The verdict of all up to here, with one more, where each has to grant. */
    Verdict and(Verdict next) {
        if (next == NEUTRAL || this == DENIED) {
            return this;
        }
        boolean decides = next == DENIED || next == DENIED_WITHOUT_USER || this == NEUTRAL;
        return decides ? next : this;
    }

    /** The verdict of all up to here, with one more, where one grant is enough. */
    Verdict or(Verdict next) {
        if (next == NEUTRAL || this == GRANTED) {
            return this;
        }
        boolean decides = next == GRANTED || this == NEUTRAL || (this == DENIED && next == DENIED_WITHOUT_USER);
        return decides ? next : this;
    }
}
