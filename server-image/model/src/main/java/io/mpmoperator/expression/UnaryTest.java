package io.mpmoperator.expression;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The tests of one word: {@code -z}, {@code -f} and the like. */
public enum UnaryTest {
    /** Anything exists at the path. */
    EXISTS("e"),
    FOLDER("d"),
    FILE("f"),
    /** A file that is not empty. */
    NOT_EMPTY_FILE("s"),
    LINK("Lhl"),
    EXECUTABLE("x"),
    /** A request for the path of URLs would be served. */
    SERVED("FUA"),
    /** Some text. */
    NOT_EMPTY("n"),
    EMPTY("z"),
    /** None of {@code ""}, {@code 0}, {@code off}, {@code false}, {@code no}. */
    TRUE("T");

    private static final Set<String> FALSE_TEXTS = Set.of("", "0", "off", "false", "no");

    private final String letters;

    UnaryTest(String letters) {
        this.letters = letters;
    }

    /** The test that is written as a hyphen and a letter; empty where there is none. */
    public static Optional<UnaryTest> of(char letter) {
        return Arrays.stream(values())
                .filter(test -> test.letters.indexOf(letter) >= 0)
                .findFirst();
    }

    /** Whether the test holds for a word. */
    public boolean holds(String text, Facts facts) {
        return switch (this) {
            case EXISTS -> facts.files().exists(text);
            case FOLDER -> facts.files().isFolder(text);
            case FILE -> facts.files().isFile(text);
            case NOT_EMPTY_FILE -> facts.files().size(text) > 0;
            case LINK -> facts.files().isLink(text);
            case EXECUTABLE -> facts.files().isExecutable(text);
            case SERVED -> facts.isServed(text);
            case NOT_EMPTY -> !text.isEmpty();
            case EMPTY -> text.isEmpty();
            case TRUE -> FALSE_TEXTS.stream().noneMatch(text::equalsIgnoreCase);
        };
    }
}
