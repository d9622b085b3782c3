/** What is done next with pods that are changed in place. */
@NullMarked
package io.mpmoperator.operator.resize;

import org.jspecify.annotations.NullMarked;
