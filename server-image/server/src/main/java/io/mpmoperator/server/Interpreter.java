package io.mpmoperator.server;

import java.util.Arrays;

/**
 * What the kernel starts where {@code bin/webserver} is an interpreter file (execve(2)), as in the image, which has no shell:
 * the first word is the path of that file, the others are those of {@link Main}.
 */
public final class Interpreter {

    private Interpreter() {}

    /** Runs the command and ends the process. */
    public static void main(String[] words) {
        Main.main(Arrays.copyOfRange(words, 1, words.length));
    }
}
