package io.mpmoperator.conf.tree;

/**
 * A place in a configuration.
 *
 * @param file as it is named in errors
 * @param line counted from 1
 */
public record Position(String file, int line) {

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
