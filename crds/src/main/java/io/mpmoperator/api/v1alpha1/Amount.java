package io.mpmoperator.api.v1alpha1;

/** The rules of a number of pods, which is written as a whole number or as a share of all in per cent. */
final class Amount {

    private Amount() {}

    static final String MIN_AVAILABLE = "!has(self.minAvailable) || (type(self.minAvailable) == int"
            + " ? self.minAvailable >= 0 : string(self.minAvailable).matches('^[0-9]{1,3}%$'))";
    static final String MIN_AVAILABLE_MESSAGE =
            "minAvailable is a number of pods such as 2, or a share of them such as 50%";

    static final String MAX_UNAVAILABLE = "!has(self.maxUnavailable) || (type(self.maxUnavailable) == int"
            + " ? self.maxUnavailable >= 0 : string(self.maxUnavailable).matches('^([0-9]{1,2}|100)%$'))";
    static final String MAX_UNAVAILABLE_MESSAGE =
            "maxUnavailable is a number of pods such as 1, or a share of them such as 25%, at most 100%";

    static final String MAX_SURGE = "!has(self.maxSurge) || (type(self.maxSurge) == int"
            + " ? self.maxSurge >= 0 : string(self.maxSurge).matches('^[0-9]{1,3}%$'))";
    static final String MAX_SURGE_MESSAGE = "maxSurge is a number of pods such as 1, or a share of them such as 25%";

    /** Whether a roll could never begin: no pod more, and none less. */
    static final String SOME_ROOM = "!(has(self.maxSurge) && (type(self.maxSurge) == int ? self.maxSurge == 0"
            + " : string(self.maxSurge).matches('^0+%$')))"
            + " || (has(self.maxUnavailable) && !(type(self.maxUnavailable) == int ? self.maxUnavailable == 0"
            + " : string(self.maxUnavailable).matches('^0+%$')))";

    static final String SOME_ROOM_MESSAGE =
            "maxSurge and maxUnavailable are both 0, and no pod could be replaced: allow one more pod, or one less";
}
