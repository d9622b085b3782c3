package io.mpmoperator.proxy;

import java.util.List;

/**
 * ProxyPassReverse: what a URL in a backend's response is here.
 *
 * @param path here; empty where it is said in a section, until that is known
 * @param url of the backend, or a path of it
 */
public record ReverseMapping(String path, String url) {

    /**
     * Reads ProxyPassReverse.
     *
     * @throws IllegalArgumentException for a path that is none
     */
    public static ReverseMapping parse(List<String> words) {
        if (words.size() == 1) {
            return new ReverseMapping("", words.getFirst());
        }
        return new ReverseMapping(ProxyMapping.path(words.getFirst()), words.get(1));
    }

    /** Whether it names no path, and is said of the section around. */
    public boolean isOfSection() {
        return path.isEmpty();
    }

    /** The same, said of a path where it names none. */
    public ReverseMapping at(String section) {
        return path.isEmpty() ? new ReverseMapping(section, url) : this;
    }

    /**
     * A URL as the client is to see it; the first mapping that is for it counts. Apache: {@code ap_proxy_location_reverse_map}.
     *
     * @param origin by which the client names this server
     */
    public static String mapped(List<ReverseMapping> mappings, String location, String origin) {
        for (ReverseMapping mapping : mappings) {
            String real = mapping.url;
            String part = real.startsWith("/") ? pathOf(location) : location;
            if (!real.isEmpty() && part.regionMatches(true, 0, real, 0, real.length())) {
                return mapping.whole(part.substring(real.length()), origin);
            }
        }
        return location;
    }

    private String whole(String rest, String origin) {
        String here = path + rest;
        return here.startsWith("/") ? origin + here : here;
    }

    private static String pathOf(String location) {
        int scheme = location.indexOf("://");
        int slash = scheme < 0 ? -1 : location.indexOf('/', scheme + 3);
        return slash < 0 ? location : location.substring(slash);
    }
}
