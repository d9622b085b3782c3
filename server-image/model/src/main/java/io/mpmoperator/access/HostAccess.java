package io.mpmoperator.access;

import java.util.List;
import java.util.Locale;

/**
 * {@code Order}, {@code Allow} and {@code Deny}, as {@code mod_access_compat} has them.
 *
 * @param allow who is let in
 * @param deny who is kept out
 */
public record HostAccess(Order order, List<Origin> allow, List<Origin> deny) {

    /** What counts where a visit is both allowed and denied, or neither. */
    public enum Order {
        /** Who is not allowed, or denied, is kept out: {@code Allow,Deny}. */
        ALLOW_DENY,
        /** Who is denied and not allowed is kept out: {@code Deny,Allow}, the default. */
        DENY_ALLOW,
        /** Who is allowed and not denied is let in: {@code Mutual-failure}. */
        MUTUAL_FAILURE;

        /**
         * Reads the argument of {@code Order}.
         *
         * @throws IllegalArgumentException for another word
         */
        public static Order parse(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "allow,deny" -> ALLOW_DENY;
                case "deny,allow" -> DENY_ALLOW;
                case "mutual-failure" -> MUTUAL_FAILURE;
                default ->
                    throw new IllegalArgumentException(
                            "'" + text
                                    + "' is no order: Allow,Deny and Deny,Allow, with no space, and Mutual-failure are accepted");
            };
        }
    }

    public HostAccess {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    /** Whether a visit is let in. */
    public boolean admits(Visit visit) {
        boolean allowed = allow.stream().anyMatch(origin -> origin.has(visit));
        boolean denied = deny.stream().anyMatch(origin -> origin.has(visit));
        return switch (order) {
            case ALLOW_DENY, MUTUAL_FAILURE -> allowed && !denied;
            case DENY_ALLOW -> allowed || !denied;
        };
    }
}
