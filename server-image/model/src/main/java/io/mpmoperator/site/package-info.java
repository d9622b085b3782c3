/** The sections of a configuration: which of them are for a request, and in which order they are merged. */
@NullMarked
package io.mpmoperator.site;

import org.jspecify.annotations.NullMarked;
