package io.mpmoperator.rules;

import java.util.List;

/** A Files or FilesMatch: names of files, wherever they are. */
public record FileSection(Where where, Rules rules) {

    /** Those that are said of a folder. */
    public static final Setting<List<FileSection>> SETTING = Setting.list("Files");
}
