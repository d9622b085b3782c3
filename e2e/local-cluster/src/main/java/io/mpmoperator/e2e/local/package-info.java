/**
 * The local cluster of {@code ./mvnw -Plocal}: the API server in this JVM, the operator as a process, a node that runs
 * pods as processes, and the samples applied to it.
 */
@NullMarked
package io.mpmoperator.e2e.local;

import org.jspecify.annotations.NullMarked;
