package io.mpmoperator.logformat;

import org.jspecify.annotations.Nullable;

/** Finds one cookie in the field {@code Cookie}. */
final class CookieField {

    private CookieField() {}

    static @Nullable String value(@Nullable String cookies, String name) {
        if (cookies == null) {
            return null;
        }
        for (String cookie : cookies.split(";", -1)) {
            int equals = cookie.indexOf('=');
            if (equals > 0 && cookie.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return cookie.substring(equals + 1).strip();
            }
        }
        return null;
    }
}
