package io.mpmoperator.pattern;

/** The text of one match, which counts how often the matcher looks at a character. */
final class CountedText implements CharSequence {

    private final String text;
    private final String pattern;
    private final int limit;
    private int left;

    CountedText(String text, String pattern, int limit) {
        this.text = text;
        this.pattern = pattern;
        this.limit = limit;
        this.left = limit;
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw exceeded();
        }
        return text.charAt(index);
    }

    StepLimitException exceeded() {
        return new StepLimitException(pattern, limit);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
