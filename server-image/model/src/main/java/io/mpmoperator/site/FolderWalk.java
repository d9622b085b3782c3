package io.mpmoperator.site;

import io.mpmoperator.rules.FileSection;
import io.mpmoperator.rules.FolderSection;
import io.mpmoperator.rules.RewriteSettings;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.UrlSection;
import io.mpmoperator.rules.Where;

/**
 * Merges what is said of a file: the server's or virtual host's own rules, its Directory sections from the root down with the files
 * of each folder after them, patterns, Files. Location and If come later.
 */
public final class FolderWalk {

    private final Host host;

    /** What a folder says of itself. */
    @FunctionalInterface
    public interface OwnFiles {

        /** No folder says anything. */
        OwnFiles NONE = (folder, rules) -> Rules.none();

        /**
         * The rules in the file of a folder.
         *
         * @param folder ends with a slash
         * @param before what is in force for it so far, which decides whether there may be one
         */
        Rules of(String folder, Rules before);
    }

    /** Walks the sections of a host. */
    public FolderWalk(Host host) {
        this.host = host;
    }

    /**
     * What is in force for a file.
     *
     * @param folder that it is in, an absolute path that ends with a slash
     * @param name of the file; empty for the folder itself
     */
    public Rules rules(String folder, String name, OwnFiles own) {
        Rules rules = host.own().passedOn();
        int depth = 1;
        for (int slash = 0; slash >= 0; slash = folder.indexOf('/', slash + 1), depth++) {
            rules = named(slash == 0 ? "/" : folder.substring(0, slash), depth, rules);
            String at = folder.substring(0, slash + 1);
            rules = RewriteSettings.in(at, own.of(at, rules)).over(rules);
        }
        return files(name, patterns(folder, name, rules));
    }

    private Rules named(String folder, int depth, Rules rules) {
        Rules merged = rules;
        for (FolderSection section : host.folders()) {
            if (section.depth() == depth && section.where().matches(folder)) {
                String at = folder.endsWith("/") ? folder : folder + "/";
                merged = RewriteSettings.in(at, section.rules()).over(merged);
            }
        }
        return merged;
    }

    /** Patterns are for the path of the file itself; for a folder, with a slash at its end or without. */
    private Rules patterns(String folder, String name, Rules rules) {
        String plain = folder.length() > 1 ? folder.substring(0, folder.length() - 1) : folder;
        Rules merged = rules;
        for (FolderSection section : host.folders()) {
            String subject = section.isPattern() ? matched(section.where(), folder, plain, name) : "";
            if (!subject.isEmpty()) {
                Rules named = section.where().naming(subject, section.rules());
                merged = RewriteSettings.in(folder, named).over(merged);
            }
        }
        return merged;
    }

    /** Which of its spellings a pattern is for; empty for none. */
    private static String matched(Where where, String folder, String plain, String name) {
        if (!name.isEmpty()) {
            return where.matches(folder + name) ? folder + name : "";
        }
        return where.matches(folder) ? folder : where.matches(plain) ? plain : "";
    }

    private static Rules files(String name, Rules rules) {
        Rules merged = rules;
        if (!name.isEmpty()) {
            for (FileSection section : rules.all(FileSection.SETTING)) {
                if (section.where().matches(name)) {
                    merged = section.where().naming(name, section.rules()).over(merged);
                }
            }
        }
        return merged;
    }

    /** What is in force where the sections for a URL come after others. */
    public Rules urls(String url, Rules rules) {
        Rules merged = rules;
        for (UrlSection section : host.urls()) {
            if (section.where().matches(url)) {
                merged = section.where().naming(url, section.rules()).over(merged);
            }
        }
        return merged;
    }
}
