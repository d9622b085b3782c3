package io.mpmoperator.footprint;

/**
 * A part of the footprint.
 *
 * @param name stable and in kebab-case: {@code child-heap}
 */
public record Component(String name, long bytes) {}
