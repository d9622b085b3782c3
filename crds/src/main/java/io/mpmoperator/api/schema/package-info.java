/** Annotations for what a structural schema can say and the generator has no annotation for. */
@NullMarked
package io.mpmoperator.api.schema;

import org.jspecify.annotations.NullMarked;
