/** A configuration of Apache or nginx as a WebServer that does the same: fields where one fits, directives for the rest. */
@NullMarked
package io.mpmoperator.operator.importer;

import org.jspecify.annotations.NullMarked;
