package io.mpmoperator.conf.tree;

import java.util.List;

/** A directive or a section. Two that say the same are equal, wherever they are written. */
public sealed interface Node permits Line, Section {

    /** Where it begins. */
    Position at();

    /** The name as it is written, without the bracket of a section. */
    String name();

    /** The words after the name, without their quotes, with their variables filled in. */
    List<String> arguments();
}
