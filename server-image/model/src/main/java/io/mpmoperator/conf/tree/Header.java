package io.mpmoperator.conf.tree;

import java.util.List;

/** The line that a section begins with, before its variables are filled in. */
record Header(Position at, String name, List<String> words) {

    static Header of(LogicalLine line) throws SyntaxException {
        String text = line.text();
        if (!text.endsWith(">")) {
            throw new SyntaxException(line.at(), "%s does not end with >".formatted(TreeReader.shortened(text)));
        }
        List<String> words = TreeReader.words(line.at(), text.substring(1, text.length() - 1));
        if (words.isEmpty()) {
            throw new SyntaxException(line.at(), "<> is no section: a name is missing");
        }
        return new Header(line.at(), words.getFirst(), words.subList(1, words.size()));
    }
}
