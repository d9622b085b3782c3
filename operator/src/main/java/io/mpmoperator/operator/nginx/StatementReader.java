package io.mpmoperator.operator.nginx;

import io.mpmoperator.conf.tree.Position;
import io.mpmoperator.conf.tree.SyntaxException;
import java.util.ArrayList;
import java.util.List;

/** Reads nginx's syntax: words in quotes or not, semicolons, blocks and comments. */
final class StatementReader {

    private static final int DEEPEST = 32;

    private final String file;
    private final String text;
    private int at;
    private int line = 1;

    private StatementReader(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * The directives of a file.
     *
     * @throws SyntaxException for what is none of nginx's configurations
     */
    static List<Statement> read(String file, String text) throws SyntaxException {
        StatementReader reader = new StatementReader(file, text);
        List<Statement> statements = reader.block(0);
        if (reader.at < text.length()) {
            throw new SyntaxException(reader.position(), "} closes a block that is not open");
        }
        return statements;
    }

    private List<Statement> block(int depth) throws SyntaxException {
        if (depth > DEEPEST) {
            throw new SyntaxException(position(), "blocks are nested more than %d times".formatted(DEEPEST));
        }
        List<Statement> statements = new ArrayList<>();
        skipBlanks();
        while (at < text.length() && text.charAt(at) != '}') {
            statements.add(statement(depth));
            skipBlanks();
        }
        return statements;
    }

    private Statement statement(int depth) throws SyntaxException {
        Position begin = position();
        List<String> words = new ArrayList<>();
        while (at < text.length() && ";{}".indexOf(text.charAt(at)) < 0) {
            words.add(word());
            skipBlanks();
        }
        if (at >= text.length() || text.charAt(at) == '}' || words.isEmpty()) {
            throw new SyntaxException(begin, "a directive does not end with ; or a block");
        }
        if (text.charAt(at++) == ';') {
            return new Statement(begin, words, List.of());
        }
        List<Statement> block = block(depth + 1);
        if (at >= text.length()) {
            throw new SyntaxException(begin, "the block of %s is not closed: } is missing".formatted(words.getFirst()));
        }
        at++;
        return new Statement(begin, words, block);
    }

    private String word() throws SyntaxException {
        char first = text.charAt(at);
        return first == '"' || first == '\'' ? quoted(first) : plain();
    }

    private String quoted(char quote) throws SyntaxException {
        Position begin = position();
        StringBuilder word = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == quote) {
                at++;
                return word.toString();
            }
            boolean escape = character == '\\' && at + 1 < text.length() && text.charAt(at + 1) == quote;
            word.append(escape ? text.charAt(++at) : character);
            line += character == '\n' ? 1 : 0;
        }
        throw new SyntaxException(begin, "a quote %c is not closed".formatted(quote));
    }

    /** A brace belongs to a word behind a dollar sign, and in a pattern's count where it is closed in the same word. */
    private String plain() {
        int begin = at;
        while (at < text.length()) {
            char character = text.charAt(at);
            if (Character.isWhitespace(character) || character == ';' || character == '}') {
                break;
            }
            if (character == '{') {
                int end = endOfBraces();
                if (end < 0) {
                    break;
                }
                at = end;
            }
            at++;
        }
        return text.substring(begin, at);
    }

    private int endOfBraces() {
        int end = text.indexOf('}', at);
        boolean variable = at > 0 && text.charAt(at - 1) == '$';
        boolean count = end > 0 && text.substring(at + 1, end).matches("[0-9]+(,[0-9]*)?");
        return end > 0 && (variable || count) ? end : -1;
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(character)) {
                line += character == '\n' ? 1 : 0;
                at++;
            } else {
                return;
            }
        }
    }

    private Position position() {
        return new Position(file, line);
    }
}
