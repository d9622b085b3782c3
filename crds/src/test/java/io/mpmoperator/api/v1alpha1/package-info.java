/** Generates the CRD from the classes and holds the checked-in file against it. */
@NullMarked
package io.mpmoperator.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
