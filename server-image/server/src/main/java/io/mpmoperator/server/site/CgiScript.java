package io.mpmoperator.server.site;

import io.mpmoperator.proxy.BackendUrl;
import io.mpmoperator.rules.FastCgiSettings;
import io.mpmoperator.rules.FastCgiSettings.BackendType;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.url.PercentEncoding;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The script that a FastCGI server is to run, as mod_proxy_fcgi names it.
 *
 * @param file SCRIPT_FILENAME, as the kind of server expects it
 * @param path of the URL, decoded
 * @param info PATH_INFO; empty for none
 * @param query QUERY_STRING; empty for none
 */
record CgiScript(String file, String path, String info, String query) {

    /** What {@code proxy-fcgi-pathinfo} is where the disk says what PATH_INFO is. */
    static final String FULL = "full";

    private static final String SCHEME = "proxy:";

    /**
     * The script that a file is, or would be if it were there.
     *
     * @param kind the variable {@code proxy-fcgi-pathinfo}, which says what of the file's path is PATH_INFO; null for nothing of it
     */
    static CgiScript ofFile(BackendUrl backend, Place place, Url url, Rules rules, @Nullable String kind) {
        String path = backend.path() + place.file();
        String info = info(path, kind).orElse(place.info());
        return new CgiScript(named(backend.at(path), rules), url.path(), info, url.query());
    }

    /**
     * The script that is named by the URL of a backend.
     *
     * @param kind as of a file
     */
    static CgiScript ofUrl(BackendUrl backend, Url url, Rules rules, @Nullable String kind) {
        String path = path(backend);
        return new CgiScript(
                named(backend.at(path), rules), url.path(), info(path, kind).orElse(""), query(backend));
    }

    /** The same where the path is that of a file and what follows it, of the disk or below DocumentRoot; empty where it is not. */
    static Optional<CgiScript> onDisk(BackendUrl backend, Url url, String documentRoot, Probes probes) {
        Url file = Url.decoded(PercentEncoding.decode(path(backend)), query(backend));
        return Stream.of("", documentRoot)
                .map(base -> Place.find(base, file.names(), file.directory(), probes))
                .filter(place -> place.kind() == Probes.Kind.FILE)
                .findFirst()
                .map(place -> new CgiScript(place.file(), url.path(), place.info(), file.query()));
    }

    private static String path(BackendUrl backend) {
        int question = backend.path().indexOf('?');
        String path = question < 0 ? backend.path() : backend.path().substring(0, question);
        return path.isEmpty() ? "/" : path;
    }

    private static String query(BackendUrl backend) {
        int question = backend.path().indexOf('?');
        return question < 0 ? "" : backend.path().substring(question + 1);
    }

    private static Optional<String> info(String path, @Nullable String kind) {
        return switch (kind) {
            case null -> Optional.empty();
            case FULL -> Optional.empty();
            case "first-dot" -> behindSlash(path, path.indexOf('.'));
            case "last-dot" -> behindSlash(path, path.lastIndexOf('.'));
            case "unescape" -> Optional.of(PercentEncoding.decode(path));
            default -> Optional.of(path);
        };
    }

    private static Optional<String> behindSlash(String path, int dot) {
        int slash = dot < 0 ? -1 : path.indexOf('/', dot);
        return slash < 0 ? Optional.empty() : Optional.of(PercentEncoding.decode(path.substring(slash)));
    }

    private static String named(BackendUrl backend, Rules rules) {
        boolean fpm = rules.or(FastCgiSettings.BACKEND_TYPE, BackendType.FPM) == BackendType.FPM;
        return fpm ? SCHEME + backend.origin() + backend.path() : backend.path();
    }

    /** Whether its name has what would mean something else to a backend: Apache answers 403 then. */
    boolean isRefused() {
        return file.chars().anyMatch(c -> c < ' ' || c == 0x7F) || (file.startsWith(SCHEME) && file.indexOf('?') >= 0);
    }

    /** SCRIPT_NAME: the path without PATH_INFO. Apache: {@code ap_find_path_info}. */
    String name() {
        if (info.isEmpty()) {
            return path;
        }
        int end = path.length();
        int left = info.length();
        while (end > 0 && left > 0 && path.charAt(end - 1) == info.charAt(left - 1)) {
            end--;
            left--;
        }
        int begin = Math.max(end - 1, 0);
        while (begin < path.length() && path.charAt(begin) != '/') {
            begin++;
        }
        return path.substring(0, begin);
    }
}
