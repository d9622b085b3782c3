package io.mpmoperator.proxy;

import java.util.List;
import java.util.Locale;

/**
 * ProxyPassReverseCookieDomain or ProxyPassReverseCookiePath.
 *
 * @param attribute {@code domain} or {@code path}
 * @param theirs what the backend says
 * @param ours what the client is told
 */
public record CookieMapping(String attribute, String theirs, String ours) {

    /** The attribute that is a host. */
    public static final String DOMAIN = "domain";

    /** The attribute that is a path. */
    public static final String PATH = "path";

    /** A Set-Cookie as the client is to see it. */
    public static String mapped(List<CookieMapping> mappings, String cookie) {
        if (mappings.isEmpty()) {
            return cookie;
        }
        String[] parts = cookie.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            int sign = parts[i].indexOf('=');
            if (sign > 0) {
                String name = parts[i].substring(0, sign);
                parts[i] = name + "="
                        + value(mappings, name.strip().toLowerCase(Locale.ROOT), parts[i].substring(sign + 1));
            }
        }
        return String.join(";", parts);
    }

    private static String value(List<CookieMapping> mappings, String attribute, String value) {
        for (CookieMapping mapping : mappings) {
            if (mapping.attribute.equals(attribute) && mapping.isFor(value)) {
                return mapping.ours + value.substring(mapping.theirs.length());
            }
        }
        return value;
    }

    private boolean isFor(String value) {
        return attribute.equals(DOMAIN) ? value.equalsIgnoreCase(theirs) : value.startsWith(theirs);
    }
}
