/** What the operator reports of a WebServer: conditions, counts, footprint and events, from what was decided and seen. */
@NullMarked
package io.mpmoperator.operator.status;

import org.jspecify.annotations.NullMarked;
