package io.mpmoperator.server.site;

import io.mpmoperator.mediatype.TypeTable;
import io.mpmoperator.rules.SiteSettings;
import io.mpmoperator.server.access.Passwords;
import io.mpmoperator.server.compression.Compressors;
import io.mpmoperator.server.files.OutsideFile;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.mediatype.HttpdTypes;
import io.mpmoperator.site.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * What the virtual hosts of a process have together.
 *
 * @param types media types by extension, where no rule says another
 */
record Shared(
        FolderFiles folderFiles,
        Passwords passwords,
        Compressors compressors,
        TypeTable types,
        LongSupplier nanoTime,
        Log log) {

    /** That of a server. */
    static Shared of(Host server, Compressors compressors, LongSupplier nanoTime, Log log) {
        return new Shared(
                new FolderFiles(log, nanoTime),
                new Passwords(nanoTime),
                compressors,
                types(server, log),
                nanoTime,
                log);
    }

    private static TypeTable types(Host server, Log log) {
        return server.own()
                .get(SiteSettings.TYPES_FILE)
                .map(file -> HttpdTypes.table().with(read(file, log)))
                .orElse(HttpdTypes.table());
    }

    /** A stock configuration names a file of Apache's, whose types are built in: it need not be there. */
    private static TypeTable read(String file, Log log) {
        try {
            return TypeTable.ofLines(OutsideFile.text(Path.of(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            log.warn("types-not-read", "file", file, "reason", OutsideFile.reason(e));
            return TypeTable.EMPTY;
        }
    }
}
