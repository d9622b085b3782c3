package io.mpmoperator.server.content;

import io.mpmoperator.conf.Compression;
import io.mpmoperator.mpm.Mode;

/**
 * How much of the files a process keeps at hand.
 *
 * @param entries files that are known
 * @param bytes of files in memory, in all
 * @param largest bytes of a file that is kept in memory at most; one that is larger is kept open
 * @param openFiles files that are kept open
 * @param forms bytes of compressed forms of files, in all
 */
public record CacheLimits(int entries, long bytes, int largest, int openFiles, long forms) {

    /** Where the threads of a process share it. Above 32 KiB sendfile from an open file costs less than sending from memory. */
    public static final CacheLimits SHARED =
            new CacheLimits(1024, 2L << 20, 32 * 1024, 256, Compression.formsBytes(Mode.EVENT));

    /** Those of each of several that have these together. */
    public CacheLimits dividedBy(int parts) {
        return new CacheLimits(
                Math.max(1, entries / parts),
                Math.max(largest, bytes / parts),
                largest,
                openFiles / parts,
                forms / parts);
    }

    /** The same, but that no file is kept open. */
    public CacheLimits withoutOpenFiles() {
        return new CacheLimits(entries, bytes, largest, 0, forms);
    }

    /**
     * For a process that serves one connection: what each of them has in memory, all have as often as there are processes, while
     * the pages of an open file are the kernel's, and there once.
     */
    public static final CacheLimits OF_ONE_CONNECTION =
            new CacheLimits(1024, 128L << 10, 1024, 512, Compression.formsBytes(Mode.PREFORK));
}
