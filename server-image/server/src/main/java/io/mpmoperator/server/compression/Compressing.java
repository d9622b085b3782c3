package io.mpmoperator.server.compression;

import io.mpmoperator.headers.EtagChange;

/**
 * How a response is compressed.
 *
 * @param level how hard a compressor tries, 1 to 9
 * @param etag what becomes of its entity tag
 * @param leastBytes of a response that is compressed, where its length is known
 */
public record Compressing(int level, EtagChange etag, long leastBytes) {}
