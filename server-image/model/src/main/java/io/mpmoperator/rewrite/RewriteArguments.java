package io.mpmoperator.rewrite;

import java.util.ArrayList;
import java.util.List;

/** Splits what follows {@code RewriteRule} and {@code RewriteCond} on their line, where Apache leaves backslashes alone. */
public final class RewriteArguments {

    private RewriteArguments() {}

    /** The arguments of a line, of which quotes are taken off and nothing else. */
    public static List<String> split(String line) {
        List<String> arguments = new ArrayList<>();
        int at = afterSpace(line, 0);
        while (at < line.length()) {
            char quote = line.charAt(at) == '"' || line.charAt(at) == '\'' ? line.charAt(at) : 0;
            int from = quote == 0 ? at : at + 1;
            int end = end(line, from, quote);
            arguments.add(line.substring(from, end));
            at = afterSpace(line, quote == 0 ? end : Math.min(end + 1, line.length()));
        }
        return arguments;
    }

    private static int end(String line, int from, char quote) {
        int at = from;
        while (at < line.length()
                && !(quote == 0 ? Character.isWhitespace(line.charAt(at)) : line.charAt(at) == quote)) {
            boolean escapedSpace =
                    line.charAt(at) == '\\' && at + 1 < line.length() && Character.isWhitespace(line.charAt(at + 1));
            at += escapedSpace ? 2 : 1;
        }
        return at;
    }

    private static int afterSpace(String line, int from) {
        int at = from;
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at;
    }
}
