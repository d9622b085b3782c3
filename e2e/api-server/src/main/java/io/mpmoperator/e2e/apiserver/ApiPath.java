package io.mpmoperator.e2e.apiserver;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request's path taken apart: {@code /apis/GROUP/VERSION/namespaces/NAMESPACE/PLURAL/NAME/SUBRESOURCE?query}.
 *
 * @param group the API group, empty for the core group
 */
record ApiPath(
        String group,
        String version,
        Optional<String> namespace,
        String plural,
        Optional<String> name,
        Optional<String> subresource,
        Map<String, String> query) {

    /** The parts of a resource's path, or empty where the path is of another form (discovery, health, ...). */
    static Optional<ApiPath> parse(String pathAndQuery) {
        List<String> segments = segments(pathAndQuery);
        Map<String, String> query = query(pathAndQuery);
        if (segments.size() >= 3 && segments.get(0).equals("api")) {
            return parse("", segments.get(1), segments.subList(2, segments.size()), query);
        }
        if (segments.size() >= 4 && segments.get(0).equals("apis")) {
            return parse(segments.get(1), segments.get(2), segments.subList(3, segments.size()), query);
        }
        return Optional.empty();
    }

    private static Optional<ApiPath> parse(
            String group, String version, List<String> resource, Map<String, String> query) {
        Optional<String> namespace = Optional.empty();
        List<String> rest = resource;
        boolean ofNamespaceItself =
                rest.size() <= 2 || (rest.size() == 3 && rest.get(2).equals("status"));
        if (rest.getFirst().equals("namespaces") && !ofNamespaceItself) {
            namespace = Optional.of(rest.get(1));
            rest = rest.subList(2, rest.size());
        }
        return Optional.of(
                new ApiPath(group, version, namespace, rest.getFirst(), segment(rest, 1), segment(rest, 2), query));
    }

    static List<String> segments(String pathAndQuery) {
        String path = pathAndQuery.split("\\?", 2)[0];
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .map(ApiPath::decode)
                .toList();
    }

    static Map<String, String> query(String pathAndQuery) {
        Map<String, String> query = new LinkedHashMap<>();
        String[] halves = pathAndQuery.split("\\?", 2);
        if (halves.length == 2) {
            for (String parameter : halves[1].split("&", -1)) {
                String[] pair = parameter.split("=", 2);
                query.put(decode(pair[0]), pair.length == 2 ? decode(pair[1]) : "");
            }
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Optional<String> segment(List<String> segments, int index) {
        return index < segments.size() ? Optional.of(segments.get(index)) : Optional.empty();
    }

    boolean flag(String parameter) {
        String value = query.getOrDefault(parameter, "false");
        return value.equals("true") || value.equals("1");
    }

    /** The path of one object of this collection, without subresource and query. */
    String objectPath(String objectName) {
        return collectionPath() + "/" + objectName;
    }

    String collectionPath() {
        String root = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
        return root + namespace.map(name -> "/namespaces/" + name).orElse("") + "/" + plural;
    }
}
