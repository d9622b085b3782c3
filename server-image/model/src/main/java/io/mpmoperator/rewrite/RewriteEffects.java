package io.mpmoperator.rewrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What rules leave behind on a request.
 *
 * @param environment variables that were set, and empty ones that were unset: flag {@code E}
 * @param type the media type that the response has: flag {@code T}
 * @param handler the handler that answers: flag {@code H}
 * @param cookies the values of {@code Set-Cookie}: flag {@code CO}
 * @param vary header fields that conditions of rules that matched looked at
 * @param discardPathInfo flag {@code DPI}
 * @param end flag {@code END}: no rule is applied to the request any more
 */
public record RewriteEffects(
        Map<String, Optional<String>> environment,
        Optional<String> type,
        Optional<String> handler,
        List<String> cookies,
        Set<String> vary,
        boolean discardPathInfo,
        boolean end) {

    /** Nothing is left behind. */
    public static final RewriteEffects NONE =
            new RewriteEffects(Map.of(), Optional.empty(), Optional.empty(), List.of(), Set.of(), false, false);

    public RewriteEffects {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        cookies = List.copyOf(cookies);
        vary = Collections.unmodifiableSet(new LinkedHashSet<>(vary));
    }

    /** Collects the effects while rules are applied. */
    static final class Collected {

        private final Map<String, Optional<String>> environment = new LinkedHashMap<>();
        private final List<String> cookies = new ArrayList<>();
        private final Set<String> vary = new LinkedHashSet<>();
        private Optional<String> type = Optional.empty();
        private Optional<String> handler = Optional.empty();
        private boolean discardPathInfo;
        private boolean end;

        void set(String name, Optional<String> value) {
            environment.put(name, value);
        }

        /** The variables that were set or unset so far. */
        Map<String, Optional<String>> environment() {
            return environment;
        }

        void cookie(String value) {
            cookies.add(value);
        }

        void vary(Set<String> names) {
            vary.addAll(names);
        }

        void type(String mediaType) {
            type = Optional.of(mediaType);
        }

        void handler(String name) {
            handler = Optional.of(name);
        }

        void discardPathInfo() {
            discardPathInfo = true;
        }

        void end() {
            end = true;
        }

        RewriteEffects effects() {
            return environment.isEmpty()
                            && cookies.isEmpty()
                            && vary.isEmpty()
                            && type.isEmpty()
                            && handler.isEmpty()
                            && !discardPathInfo
                            && !end
                    ? NONE
                    : new RewriteEffects(environment, type, handler, cookies, vary, discardPathInfo, end);
        }
    }
}
