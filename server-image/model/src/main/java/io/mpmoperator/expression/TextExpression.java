package io.mpmoperator.expression;

import io.mpmoperator.pattern.Captures;

/**
 * A text with variables in it: {@code %{REQUEST_SCHEME}://%{HTTP_HOST}/}.
 *
 * @param text as it was written
 */
public record TextExpression(String text, Word word) {

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException with the character at which it is refused
     */
    public static TextExpression parse(String text) {
        return new TextExpression(text, new WordParser(new Scanner(text)).rest());
    }

    /** The text for a request. */
    public String of(Facts facts) {
        return of(facts, Captures.NONE);
    }

    /** The same, where {@code $1} is what a match held. */
    public String of(Facts facts, Captures captures) {
        return new Evaluation(facts, captures).text(word);
    }

    /** Whether the text is the same for every request. */
    public boolean isConstant() {
        return word instanceof Word.Literal;
    }
}
