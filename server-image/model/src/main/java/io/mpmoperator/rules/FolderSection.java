package io.mpmoperator.rules;

/**
 * A Directory or DirectoryMatch.
 *
 * @param depth slashes of a path that it is for, the root's one among them; 0 for a regular expression
 */
public record FolderSection(Where where, int depth, Rules rules) {

    /** Whether it is a regular expression: those come after all others. */
    public boolean isPattern() {
        return depth == 0;
    }
}
