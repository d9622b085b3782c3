/**
 * Refuses without a cluster what the API server refuses at admission: names, fields that are none, the schema of the
 * CustomResourceDefinition and its CEL rules. Only the commands that read files use it.
 *
 * <p>The rules are evaluated by an interpreter of their own for the part of CEL that they use: a general one would bring
 * 4 MB of Protocol Buffers into the operator's images, and seconds into a command. In the tests, such a one is the oracle.
 */
@NullMarked
package io.mpmoperator.operator.admission;

import org.jspecify.annotations.NullMarked;
