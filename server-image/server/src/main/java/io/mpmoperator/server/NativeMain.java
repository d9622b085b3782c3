package io.mpmoperator.server;

import io.mpmoperator.server.child.ChildMain;
import io.mpmoperator.server.control.ControlOptions;
import java.io.IOException;
import java.util.Arrays;

/**
 * All programs of the server in one, as native-image compiles it: {@code bin/webserver} of the native flavor, and its
 * children.
 */
public final class NativeMain {

    private NativeMain() {}

    /** Runs the program that the first word names, or {@link Main}. */
    public static void main(String[] words) throws IOException, InterruptedException {
        String first = words.length == 0 ? "" : words[0];
        switch (first) {
            case ChildMain.COMMAND -> ChildMain.main(rest(words));
            default -> {
                ControlOptions.setInExecutable();
                Main.main(words);
            }
        }
    }

    private static String[] rest(String[] words) {
        return Arrays.copyOfRange(words, 1, words.length);
    }
}
