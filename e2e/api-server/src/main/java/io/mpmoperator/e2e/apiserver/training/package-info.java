/**
 * The run from which the AOT cache of the operator is made: a process of the operator works against an API server of this
 * one. A tool of the build; the operator and its image have nothing of it.
 */
@NullMarked
package io.mpmoperator.e2e.apiserver.training;

import org.jspecify.annotations.NullMarked;
