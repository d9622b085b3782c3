package io.mpmoperator.e2e.benchmark.report;

/** How a value compares with its target; a value of which a request failed is none. */
public enum Verdict {
    MET_AIM("met aim"),
    MET("met"),
    BELOW_AIM("below aim"),
    SHORT("short"),
    FAILED("failed");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** In words. */
    public String words() {
        return words;
    }
}
