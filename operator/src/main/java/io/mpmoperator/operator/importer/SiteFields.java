package io.mpmoperator.operator.importer;

import io.mpmoperator.conf.tree.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The directives that are fields of {@code spec.site}, said of all URLs or of some paths. */
final class SiteFields {

    private static final Pattern AGE = Pattern.compile(
            "(?:(?:access|now|modification)\\s+plus\\s+)?([0-9]{1,6})\\s+(year|month|week|day|hour|minute|second)s?");
    private static final Pattern SHORT_AGE = Pattern.compile("A([0-9]{1,9})");
    private static final Map<String, String> NUMBERED =
            Map.of("permanent", "301", "temp", "302", "seeother", "303", "gone", "410");

    private final Draft draft;
    private final ImportReport report;

    SiteFields(Draft draft, ImportReport report) {
        this.draft = draft;
        this.report = report;
    }

    /**
     * Takes a line over; false where there is no field for it.
     *
     * @param paths what it is said of; empty for all URLs
     */
    boolean take(Line line, List<String> paths) {
        List<String> words = line.arguments();
        if (words.isEmpty()) {
            return false;
        }
        Optional<String> field = switch (line.name().toLowerCase(Locale.ROOT)) {
            case "header" -> header(words, paths);
            case "expiresdefault" -> paths.isEmpty() ? Optional.empty() : caching("paths", paths, words);
            case "expiresbytype" ->
                paths.isEmpty()
                        ? caching("types", words.subList(0, 1), words.subList(1, words.size()))
                        : Optional.empty();
            case "expiresactive" ->
                words.getFirst().equalsIgnoreCase("on") ? Optional.of("spec.site.caching") : Optional.empty();
            default -> paths.isEmpty() ? ofAll(line, words) : Optional.empty();
        };
        field.ifPresent(where -> report.inForce(line, where));
        return field.isPresent();
    }

    private Optional<String> ofAll(Line line, List<String> words) {
        return switch (line.name().toLowerCase(Locale.ROOT)) {
            case "fallbackresource" -> fallback(words.getFirst());
            case "errordocument" -> errorPage(words);
            case "redirect" -> redirect(words, false);
            case "redirectmatch" -> redirect(words, true);
            case "redirectpermanent" -> redirect(prepended("301", words), false);
            case "redirecttemp" -> redirect(prepended("302", words), false);
            case "addoutputfilterbytype" -> compression(words);
            case "remoteipheader" ->
                words.getFirst().equalsIgnoreCase("X-Forwarded-For")
                        ? Optional.of("spec.site.trustedProxies")
                        : Optional.empty();
            case "remoteipinternalproxy", "remoteiptrustedproxy" -> proxies(words);
            default -> Optional.empty();
        };
    }

    Optional<String> fallback(String path) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        draft.part("site").put("fallback", path);
        return Optional.of("spec.site.fallback");
    }

    private Optional<String> errorPage(List<String> words) {
        if (words.size() != 2 || !words.getFirst().matches("[45][0-9]{2}")) {
            return Optional.empty();
        }
        draft.part("site", "errorPages").put(words.getFirst(), words.get(1));
        return Optional.of("spec.site.errorPages[%s]".formatted(words.getFirst()));
    }

    /** A field whose value has no variables and no conditions. */
    private Optional<String> header(List<String> words, List<String> paths) {
        List<String> rest = new ArrayList<>(words);
        boolean always = rest.getFirst().equalsIgnoreCase("always");
        if (always || rest.getFirst().equalsIgnoreCase("onsuccess")) {
            rest.removeFirst();
        }
        String action = rest.isEmpty() ? "" : rest.getFirst().toLowerCase(Locale.ROOT);
        boolean unset = action.equals("unset");
        boolean known = unset || List.of("set", "append", "add").contains(action);
        if (!known || rest.size() != (unset ? 2 : 3)) {
            return Optional.empty();
        }
        String value = rest.getLast().replace("%%", "");
        if (!unset && (value.indexOf('%') >= 0 || value.startsWith("expr="))) {
            return Optional.empty();
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", rest.get(1).replaceFirst(":$", ""));
        if (!unset) {
            entry.put("value", rest.getLast().replace("%%", "%"));
        }
        if (!action.equals("set")) {
            entry.put("action", action.substring(0, 1).toUpperCase(Locale.ROOT) + action.substring(1));
        }
        if (always) {
            entry.put("always", true);
        }
        return Optional.of(draft.add("headers", withPaths(entry, paths)));
    }

    private static Map<String, Object> withPaths(Map<String, Object> entry, List<String> paths) {
        if (!paths.isEmpty()) {
            entry.put("paths", new ArrayList<>(paths));
        }
        return entry;
    }

    private Optional<String> redirect(List<String> written, boolean regex) {
        List<String> words = written;
        String first = words.getFirst().toLowerCase(Locale.ROOT);
        String status = NUMBERED.getOrDefault(first, first);
        if (status.matches("[345][0-9]{2}")) {
            words = words.subList(1, words.size());
        } else {
            status = "302";
        }
        boolean redirected = status.startsWith("3");
        if (words.size() != (redirected ? 2 : 1)) {
            return Optional.empty();
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("from", words.getFirst());
        if (redirected) {
            entry.put("to", words.get(1));
        }
        entry.put("status", Integer.valueOf(status));
        if (regex) {
            entry.put("regex", true);
        }
        return Optional.of(draft.add("redirects", entry));
    }

    private static List<String> prepended(String first, List<String> words) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(words);
        return all;
    }

    private Optional<String> compression(List<String> words) {
        if (words.size() < 2 || !words.getFirst().equalsIgnoreCase("DEFLATE")) {
            return Optional.empty();
        }
        Map<String, Object> compression = draft.part("site", "compression");
        compression.put("enabled", true);
        Set<String> types = new LinkedHashSet<>();
        if (compression.get("types") instanceof List<?> known) {
            known.forEach(type -> types.add(String.valueOf(type)));
        }
        types.addAll(words.subList(1, words.size()));
        compression.put("types", new ArrayList<>(types));
        return Optional.of("spec.site.compression");
    }

    private Optional<String> proxies(List<String> words) {
        if (!words.stream().allMatch(word -> word.matches("[0-9a-fA-F.:]+(/[0-9]{1,3})?"))) {
            return Optional.empty();
        }
        draft.siteList("trustedProxies").addAll(words);
        return Optional.of("spec.site.trustedProxies");
    }

    private Optional<String> caching(String about, List<String> what, List<String> age) {
        Optional<String> maxAge = age(String.join(" ", age).replace("\"", ""));
        return maxAge.map(text -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put(about, new ArrayList<>(what));
            entry.put("maxAge", text);
            return draft.add("caching", entry);
        });
    }

    /** Counted from the request on; nothing for what is counted from the change of a file. */
    private static Optional<String> age(String text) {
        Matcher seconds = SHORT_AGE.matcher(text);
        if (seconds.matches()) {
            return Optional.of(seconds.group(1) + "s");
        }
        Matcher age = AGE.matcher(text);
        if (!age.matches() || text.startsWith("modification")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(age.group(1));
        return switch (age.group(2)) {
            case "year" -> Optional.of(365 * number + "d");
            case "month" -> Optional.of(30 * number + "d");
            case "week" -> Optional.of(7 * number + "d");
            case "day" -> Optional.of(number + "d");
            case "hour" -> Optional.of(number + "h");
            case "minute" -> Optional.of(number + "m");
            default -> Optional.of(number + "s");
        };
    }
}
