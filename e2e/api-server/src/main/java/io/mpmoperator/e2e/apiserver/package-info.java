/**
 * An API server inside the JVM: fabric8's mock server in CRUD mode, taught what an operator and kubectl need of a real one.
 *
 * <p>That is server-side apply with field ownership, the scale and status subresources, discovery, and garbage
 * collection by owner references. It checks no schema and no CEL rule, and keeps everything in memory.
 */
@NullMarked
package io.mpmoperator.e2e.apiserver;

import org.jspecify.annotations.NullMarked;
