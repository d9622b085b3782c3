/**
 * Refuses without a cluster what the API server refuses at admission: names, fields that are none, the schema of the
 * CustomResourceDefinition and its CEL rules. Only the commands that read files use it: a running operator loads none of its
 * classes, nor the library that evaluates the rules.
 */
@NullMarked
package io.mpmoperator.operator.admission;

import org.jspecify.annotations.NullMarked;
