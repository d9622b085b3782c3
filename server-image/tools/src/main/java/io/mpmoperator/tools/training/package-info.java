/** Making the AOT caches: a run of the real server under the real options, at build time. */
@NullMarked
package io.mpmoperator.tools.training;

import org.jspecify.annotations.NullMarked;
