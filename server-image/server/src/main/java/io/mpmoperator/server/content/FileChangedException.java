package io.mpmoperator.server.content;

import java.io.IOException;

/** A file was changed between the moment it was found and the moment it was opened. */
final class FileChangedException extends IOException {

    private static final long serialVersionUID = 1;

    FileChangedException(StoredFile file) {
        super(file.path() + " has changed while it was opened");
    }
}
