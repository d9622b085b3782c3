/**
 * Compression of responses as {@code mod_deflate} does it: which responses, which fields of their headers change, the encoder,
 * and a bounded cache of the compressed forms of files.
 */
@NullMarked
package io.mpmoperator.server.compression;

import org.jspecify.annotations.NullMarked;
