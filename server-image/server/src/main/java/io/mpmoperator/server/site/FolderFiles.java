package io.mpmoperator.server.site;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.rules.OverrideClass;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.SiteSettings;
import io.mpmoperator.server.files.OutsideFile;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.log.LogThrottle;
import io.mpmoperator.site.SiteReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The files by which folders say more of themselves, {@code .htaccess}: read again when they have changed. */
final class FolderFiles {

    private static final List<String> DEFAULT_NAMES = List.of(".htaccess");
    private static final int MOST = 256;

    private final Log log;
    private final LogThrottle refused;
    private final Map<Key, Rules> known = new ConcurrentHashMap<>();

    FolderFiles(Log log, LongSupplier nanoTime) {
        this.log = log;
        this.refused = new LogThrottle(Duration.ofSeconds(1), nanoTime);
    }

    /** A file as it was read. */
    private record Key(String path, Probes.Stamp stamp, Set<OverrideClass> allowed) {}

    /** A file that cannot be followed: the request is 500, as in Apache. */
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RefusedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * What a folder says of itself.
     *
     * @throws RefusedException when its file cannot be followed
     */
    Rules of(String folder, Rules before, Probes probes) {
        Set<OverrideClass> allowed = before.or(OverrideClass.ALLOWED, Set.of());
        if (allowed.isEmpty()) {
            return Rules.none();
        }
        for (String name : before.or(SiteSettings.ACCESS_FILE_NAME, DEFAULT_NAMES)) {
            Probes.Stamp stamp = probes.stamp(folder + name);
            if (stamp.isThere()) {
                return read(new Key(folder + name, stamp, allowed));
            }
        }
        return Rules.none();
    }

    /**
     * What a folder's own file says, where there may be one and there is.
     *
     * @throws ConfException where it cannot be followed
     */
    static Optional<Tree> find(String folder, Rules before) throws IOException, ConfException {
        Set<OverrideClass> allowed = before.or(OverrideClass.ALLOWED, Set.of());
        if (!allowed.isEmpty()) {
            for (String name : before.or(SiteSettings.ACCESS_FILE_NAME, DEFAULT_NAMES)) {
                if (Probes.Stamp.of(folder + name).isThere()) {
                    return Optional.of(tree(folder + name, allowed));
                }
            }
        }
        return Optional.empty();
    }

    private static Tree tree(String path, Set<OverrideClass> allowed) throws IOException, ConfException {
        return ConfReader.readFolderFile(path, OutsideFile.text(Path.of(path), StandardCharsets.UTF_8), allowed);
    }

    private Rules read(Key key) {
        Rules rules = known.get(key);
        if (rules == null) {
            rules = readAnew(key);
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(key, rules);
        }
        return rules;
    }

    private Rules readAnew(Key key) {
        try {
            return SiteReader.rules(tree(key.path, key.allowed));
        } catch (IOException e) {
            throw refused(key.path + ": " + OutsideFile.reason(e), e);
        } catch (ConfException e) {
            throw refused(String.valueOf(e.getMessage()), e);
        }
    }

    private RefusedException refused(String reason, Exception cause) {
        refused.error(log, "folder-file-refused", "reason", reason);
        return new RefusedException(reason, cause);
    }
}
