/** What a server's pods say about themselves: why they do not start, and whether their workers are enough. */
@NullMarked
package io.mpmoperator.operator.pods;

import org.jspecify.annotations.NullMarked;
