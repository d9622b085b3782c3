/**
 * The syntax of Apache's configuration files: from text to a tree of directives and sections, each with its file and line.
 * Known here are only the directives that decide what is read: Include, Define, IfModule and their kin.
 */
@NullMarked
package io.mpmoperator.conf.tree;

import org.jspecify.annotations.NullMarked;
