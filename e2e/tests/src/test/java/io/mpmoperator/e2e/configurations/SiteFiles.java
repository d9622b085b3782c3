package io.mpmoperator.e2e.configurations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** The files of a site, written out with a time of modification that is always the same; ROOT/ in them is their folder. */
final class SiteFiles {

    private static final String NAME = "== ";
    private static final FileTime MODIFIED = FileTime.from(Instant.ofEpochSecond(1_700_000_000));

    private SiteFiles() {}

    static Path write(Path folder) {
        try {
            String[] parts = Files.readString(CaseFile.site()).split("(?m)^" + NAME, -1);
            for (int i = 1; i < parts.length; i++) {
                int end = parts[i].indexOf('\n');
                Path file = folder.resolve(parts[i].substring(0, end));
                Files.createDirectories(file.getParent());
                Files.writeString(file, parts[i].substring(end + 1).replace("ROOT/", folder + "/"));
                Files.setLastModifiedTime(file, MODIFIED);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
