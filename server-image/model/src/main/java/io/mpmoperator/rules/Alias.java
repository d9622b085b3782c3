package io.mpmoperator.rules;

/**
 * A URL that a folder or a file elsewhere is behind: Alias, AliasMatch and ScriptAlias.
 *
 * @param from a path, or a pattern
 * @param pattern whether it is a pattern
 * @param to a path of the disk, relative to ServerRoot unless it begins with a slash; empty where nothing is served
 */
public record Alias(String from, boolean pattern, String to) {}
