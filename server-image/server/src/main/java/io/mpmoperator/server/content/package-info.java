/**
 * Static files below DocumentRoot: from a request target to a path, from a path to a file and its precompressed
 * variants, and from these and the request's conditions to a response (RFC 9110). What decides is a pure function; only
 * {@link io.mpmoperator.server.content.DocumentRoot} and {@link io.mpmoperator.server.content.Representation} touch
 * the disk.
 */
@NullMarked
package io.mpmoperator.server.content;

import org.jspecify.annotations.NullMarked;
