package io.mpmoperator.server.nativecalls;

/**
 * What the file system knows of a file.
 *
 * @param device its major number in the upper half, its minor number in the lower one
 * @param size in bytes
 * @param mode type and permissions, as {@code st_mode} of inode(7) has them
 * @param modifiedSeconds of the time of modification, since 1970
 * @param modifiedNanos behind these seconds
 * @param changedSeconds of the time of the last change of anything here, which no program can set
 */
public record FileStatus(
        long device,
        long inode,
        long size,
        int mode,
        int owner,
        int group,
        long modifiedSeconds,
        int modifiedNanos,
        long changedSeconds,
        int changedNanos) {

    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;

    /** Of the structure {@code statx} that a call has left. */
    static FileStatus in(Scratch scratch) {
        return new FileStatus(
                (long) scratch.intAt(136) << Integer.SIZE | Integer.toUnsignedLong(scratch.intAt(140)),
                scratch.longAt(32),
                scratch.longAt(40),
                scratch.shortAt(28),
                scratch.intAt(20),
                scratch.intAt(24),
                scratch.longAt(112),
                scratch.intAt(120),
                scratch.longAt(96),
                scratch.intAt(104));
    }

    /** Whether it is a directory. */
    public boolean isDirectory() {
        return (mode & TYPE) == DIRECTORY;
    }

    /** Whether it is a regular file. */
    public boolean isRegular() {
        return (mode & TYPE) == REGULAR;
    }
}
