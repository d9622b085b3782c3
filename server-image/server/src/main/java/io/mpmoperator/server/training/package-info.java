/** Making the AOT caches: a run of the real server under the real options, at build time. */
@NullMarked
package io.mpmoperator.server.training;

import org.jspecify.annotations.NullMarked;
