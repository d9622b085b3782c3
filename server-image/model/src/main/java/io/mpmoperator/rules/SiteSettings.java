package io.mpmoperator.rules;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What sections say in a word or two. */
public final class SiteSettings {

    /** The name of a virtual host, and the port or scheme that it may be written with. */
    public static final Setting<String> SERVER_NAME =
            Setting.<String>last("ServerName").ofServer();

    /** Other names of a virtual host, with wildcards. */
    public static final Setting<List<String>> SERVER_ALIAS =
            Setting.<String>list("ServerAlias").ofServer();

    /** Whether the server names itself by ServerName, and not as the client has named it. */
    public static final Setting<Boolean> CANONICAL_NAME = Setting.last("UseCanonicalName");

    /** Variables of the named groups of the patterns that sections were found by. */
    public static final Setting<Map<String, String>> MATCHED = Setting.map("MATCH_");

    /** The folder of the files. */
    public static final Setting<String> DOCUMENT_ROOT = Setting.last("DocumentRoot");

    /** URLs that other folders are behind. */
    public static final Setting<List<Alias>> ALIASES =
            Setting.<Alias>list("Alias").ofServer().overFirst((base, over) -> Setting.appended(over, base));

    /** Names of the files that say more of their folder. */
    public static final Setting<List<String>> ACCESS_FILE_NAME = Setting.last("AccessFileName");

    /** Files that respond for a folder; empty for none. */
    public static final Setting<List<String>> DIRECTORY_INDEX = Setting.ownList("DirectoryIndex");

    /** The status by which a client is sent to the file that responds for a folder; 0 where it is not sent. */
    public static final Setting<Integer> INDEX_REDIRECT = Setting.last("DirectoryIndexRedirect");

    /** Whether a folder without its slash is redirected to it. */
    public static final Setting<Boolean> DIRECTORY_SLASH = Setting.last("DirectorySlash");

    /** The URL that responds where there is no file; empty for none. */
    public static final Setting<String> FALLBACK_RESOURCE = Setting.last("FallbackResource");

    /** Whether a file responds where more names follow its own. */
    public static final Setting<Boolean> PATH_INFO_ACCEPTED = Setting.last("AcceptPathInfo");

    /** The media type of every file; {@code none} for that of its name. */
    public static final Setting<String> FORCE_TYPE = Setting.last("ForceType");

    /** The charset of text/plain and text/html; empty for none. */
    public static final Setting<String> DEFAULT_CHARSET = Setting.last("AddDefaultCharset");

    /** Media types by extension, in lower case, without the dot. */
    public static final Setting<Map<String, String>> TYPES = Setting.map("AddType");

    /** A file with media types beside those that are built in, an absolute path. */
    public static final Setting<String> TYPES_FILE =
            Setting.<String>last("TypesConfig").ofServer();

    /** Content codings by extension. */
    public static final Setting<Map<String, String>> ENCODINGS = Setting.map("AddEncoding");

    /** Charsets by extension. */
    public static final Setting<Map<String, String>> CHARSETS = Setting.map("AddCharset");

    /** Languages by extension. */
    public static final Setting<Map<String, String>> LANGUAGES = Setting.map("AddLanguage");

    /** What entity tags are made of. */
    public static final Setting<Set<TagPart>> FILE_ETAG = Setting.last("FileETag");

    /** The handler of every request; {@code none} for that of the files. */
    public static final Setting<String> HANDLER = Setting.last("SetHandler");

    /** Whether files whose names begin with a dot are refused. */
    public static final Setting<Boolean> HIDDEN_FILES_DENIED = Setting.last("HiddenFiles");

    /** Whether a method that files do not have is refused as RFC 9110 has it, and not as Apache does. */
    public static final Setting<Boolean> STRICT_METHODS = Setting.last("FileMethods");

    /** A part of an entity tag. */
    public enum TagPart {
        MTIME,
        SIZE,
        INODE,
        DIGEST
    }

    private SiteSettings() {}

    /**
     * Reads a switch.
     *
     * @throws IllegalArgumentException for anything but On and Off
     */
    public static boolean onOff(List<String> words) {
        return choose(words.getFirst(), "On", "Off");
    }

    /**
     * Reads one of two words.
     *
     * @return whether it is the first
     * @throws IllegalArgumentException for any other
     */
    public static boolean choose(String word, String one, String other) {
        if (!word.equalsIgnoreCase(one) && !word.equalsIgnoreCase(other)) {
            throw new IllegalArgumentException("'%s' is not known: accepted are %s and %s".formatted(word, one, other));
        }
        return word.equalsIgnoreCase(one);
    }

    /** Reads names of files, or {@code disabled} for none. */
    public static List<String> orDisabled(List<String> names) {
        return names.size() == 1 && isDisabled(names.getFirst()) ? List.of() : List.copyOf(names);
    }

    /** Whether a word is that for nothing. */
    public static boolean isDisabled(String word) {
        return word.equalsIgnoreCase("disabled");
    }

    /**
     * Reads a value and the extensions that have it.
     *
     * @throws IllegalArgumentException for an extension without a letter
     */
    public static Map<String, String> byExtension(List<String> words) {
        Map<String, String> values = new LinkedHashMap<>();
        String value = words.getFirst().toLowerCase(Locale.ROOT);
        for (String word : words.subList(1, words.size())) {
            values.put(extension(word), value);
        }
        return Map.copyOf(values);
    }

    /**
     * Reads extensions that lose their value.
     *
     * @throws IllegalArgumentException for an extension without a letter
     */
    public static Map<String, String> without(List<String> words) {
        Map<String, String> values = new LinkedHashMap<>();
        words.forEach(word -> values.put(extension(word), ""));
        return Map.copyOf(values);
    }

    private static String extension(String word) {
        String extension = word.startsWith(".") ? word.substring(1) : word;
        if (extension.isEmpty()) {
            throw new IllegalArgumentException("'%s' is no extension: one such as .webp is accepted".formatted(word));
        }
        return extension.toLowerCase(Locale.ROOT);
    }

    /**
     * Reads what FileETag names.
     *
     * @throws IllegalArgumentException for a word that is none of its
     */
    public static Set<TagPart> tagParts(List<String> words) {
        Set<TagPart> parts = EnumSet.noneOf(TagPart.class);
        for (String word : words) {
            switch (word.toLowerCase(Locale.ROOT)) {
                case "none" -> parts.clear();
                case "all" -> parts.addAll(Set.of(TagPart.MTIME, TagPart.SIZE, TagPart.INODE));
                case "mtime", "+mtime" -> parts.add(TagPart.MTIME);
                case "size", "+size" -> parts.add(TagPart.SIZE);
                case "inode", "+inode" -> parts.add(TagPart.INODE);
                case "digest", "+digest" -> parts.add(TagPart.DIGEST);
                case "-mtime" -> parts.remove(TagPart.MTIME);
                case "-size" -> parts.remove(TagPart.SIZE);
                case "-inode" -> parts.remove(TagPart.INODE);
                case "-digest" -> parts.remove(TagPart.DIGEST);
                default ->
                    throw new IllegalArgumentException(
                            "'%s' is not known: accepted are None, All, MTime, Size, INode and Digest".formatted(word));
            }
        }
        return Set.copyOf(parts);
    }
}
