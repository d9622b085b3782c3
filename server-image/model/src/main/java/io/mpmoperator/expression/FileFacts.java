package io.mpmoperator.expression;

/** What tests such as {@code -f} ask of files; a path is that of the machine. */
public interface FileFacts {

    /** Files that do not exist, whatever their path. */
    FileFacts NONE = new FileFacts() {
        @Override
        public boolean isFile(String path) {
            return false;
        }

        @Override
        public boolean isFolder(String path) {
            return false;
        }

        @Override
        public boolean isLink(String path) {
            return false;
        }

        @Override
        public long size(String path) {
            return -1;
        }

        @Override
        public boolean isExecutable(String path) {
            return false;
        }
    };

    /** Whether there is a regular file: {@code -f}. */
    boolean isFile(String path);

    /** Whether there is a folder: {@code -d}. */
    boolean isFolder(String path);

    /** Whether there is a symbolic link: {@code -l}, {@code -L}, {@code -h}. */
    boolean isLink(String path);

    /** The size of a file in bytes: {@code -s}; -1 where there is none. */
    long size(String path);

    /** Whether there is a file that may be executed: {@code -x}. */
    boolean isExecutable(String path);

    /** Whether there is anything: {@code -e}. */
    default boolean exists(String path) {
        return isFile(path) || isFolder(path);
    }
}
