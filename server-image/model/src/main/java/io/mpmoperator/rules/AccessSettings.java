package io.mpmoperator.rules;

import io.mpmoperator.access.Admission;
import io.mpmoperator.access.HostAccess;
import io.mpmoperator.access.Origin;
import io.mpmoperator.access.Requirement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What sections say of who may have what. */
public final class AccessSettings {

    /** Require, and the sections that combine several. */
    public static final Setting<Required> REQUIRED =
            Setting.<Required>merged("Require", Required::and).overFirst(Required::under);

    /** Order, Allow and Deny. */
    public static final Setting<Hosts> HOSTS =
            Setting.<Hosts>merged("Order", Hosts::and).overFirst((base, over) -> over);

    /** Satisfy. */
    public static final Setting<Admission.Satisfy> SATISFY = Setting.last("Satisfy");

    private AccessSettings() {}

    /** How a section's requirements are put together with those around it: AuthMerging. */
    public enum Merging {
        OFF,
        AND,
        OR;

        /**
         * Reads the argument of AuthMerging.
         *
         * @throws IllegalArgumentException for another word
         */
        public static Merging parse(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "off" -> OFF;
                case "and" -> AND;
                case "or" -> OR;
                default ->
                    throw new IllegalArgumentException("'%s' is unknown: Off, And and Or are accepted".formatted(word));
            };
        }
    }

    /**
     * Methods that something is said for: Limit and LimitExcept.
     *
     * @param names GET is HEAD too
     * @param except whether it is said for all others
     */
    public record Methods(Set<String> names, boolean except) {

        /** All methods. */
        public static final Methods ALL = new Methods(Set.of(), true);

        public Methods {
            Set<String> all = new TreeSet<>(names);
            if (all.contains("GET")) {
                all.add("HEAD");
            }
            names = Set.copyOf(all);
        }

        boolean has(String method) {
            return names.contains(method) != except;
        }
    }

    /** Something that is said for some methods. */
    public record Limited<T>(Methods methods, T said) {}

    /** What is required. */
    public record Required(Merging merging, List<Limited<Requirement>> requirements) {

        public Required {
            requirements = List.copyOf(requirements);
        }

        /** One requirement. */
        public static Required of(Methods methods, Requirement requirement) {
            return new Required(Merging.OFF, List.of(new Limited<>(methods, requirement)));
        }

        /** How it is merged. */
        public static Required of(Merging merging) {
            return new Required(merging, List.of());
        }

        private Required and(Required after) {
            return new Required(
                    after.merging == Merging.OFF ? merging : after.merging,
                    Setting.appended(requirements, after.requirements));
        }

        private Required under(Required inner) {
            if (inner.requirements.isEmpty()) {
                return this;
            }
            return switch (inner.merging) {
                case OFF -> inner;
                case AND -> new Required(Merging.OFF, List.of(both(inner, true)));
                case OR -> new Required(Merging.OFF, List.of(both(inner, false)));
            };
        }

        private Limited<Requirement> both(Required inner, boolean all) {
            List<Requirement> parts = List.of(any(requirements), any(inner.requirements));
            return new Limited<>(Methods.ALL, all ? new Requirement.All(parts) : new Requirement.Any(parts));
        }

        private static Requirement any(List<Limited<Requirement>> requirements) {
            return new Requirement.Any(requirements.stream().map(Limited::said).toList());
        }

        /** What is required for a method; empty for nothing. */
        Optional<Requirement> of(String method) {
            List<Requirement> some = said(requirements, method);
            return some.isEmpty() ? Optional.empty() : Optional.of(new Requirement.Any(some));
        }
    }

    private static <T> List<T> said(List<Limited<T>> all, String method) {
        return all.stream()
                .filter(one -> one.methods().has(method))
                .map(Limited::said)
                .toList();
    }

    /** Who is let in by address. */
    public record Hosts(
            List<Limited<HostAccess.Order>> orders, List<Limited<Origin>> allowed, List<Limited<Origin>> denied) {

        public Hosts {
            orders = List.copyOf(orders);
            allowed = List.copyOf(allowed);
            denied = List.copyOf(denied);
        }

        /** Order. */
        public static Hosts order(Methods methods, HostAccess.Order order) {
            return new Hosts(List.of(new Limited<>(methods, order)), List.of(), List.of());
        }

        /** Allow. */
        public static Hosts allow(Methods methods, List<Origin> origins) {
            return new Hosts(List.of(), limited(methods, origins), List.of());
        }

        /** Deny. */
        public static Hosts deny(Methods methods, List<Origin> origins) {
            return new Hosts(List.of(), List.of(), limited(methods, origins));
        }

        private static List<Limited<Origin>> limited(Methods methods, List<Origin> origins) {
            return origins.stream()
                    .map(origin -> new Limited<>(methods, origin))
                    .toList();
        }

        private Hosts and(Hosts after) {
            return new Hosts(
                    Setting.appended(orders, after.orders),
                    Setting.appended(allowed, after.allowed),
                    Setting.appended(denied, after.denied));
        }

        Optional<HostAccess> of(String method) {
            List<HostAccess.Order> order = said(orders, method);
            List<Origin> allow = said(allowed, method);
            List<Origin> deny = said(denied, method);
            return order.isEmpty() && allow.isEmpty() && deny.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new HostAccess(
                            order.isEmpty() ? HostAccess.Order.DENY_ALLOW : order.getLast(), allow, deny));
        }
    }

    /** The same for some methods alone: what is in a Limit or LimitExcept. */
    public static Rules limited(Rules rules, Methods methods) {
        Rules limited = rules;
        if (rules.has(REQUIRED)) {
            Required said = rules.get(REQUIRED).orElseThrow();
            limited = limited.replacing(REQUIRED, new Required(said.merging(), to(methods, said.requirements())));
        }
        if (rules.has(HOSTS)) {
            Hosts said = rules.get(HOSTS).orElseThrow();
            limited = limited.replacing(
                    HOSTS,
                    new Hosts(to(methods, said.orders()), to(methods, said.allowed()), to(methods, said.denied())));
        }
        return limited;
    }

    private static <T> List<Limited<T>> to(Methods methods, List<Limited<T>> all) {
        return all.stream().map(one -> new Limited<>(methods, one.said())).toList();
    }

    /** Several requirements as one. */
    public static List<Requirement> requirements(Rules rules) {
        return rules.get(REQUIRED).stream()
                .flatMap(said -> said.requirements().stream())
                .map(Limited::said)
                .toList();
    }

    /** Who may have what for a method. */
    public static Admission admission(Rules rules, String method) {
        return new Admission(
                rules.get(HOSTS).flatMap(hosts -> hosts.of(method)),
                rules.get(REQUIRED).flatMap(required -> required.of(method)),
                rules.or(SATISFY, Admission.Satisfy.ALL));
    }

    /** Whether nothing at all is said. */
    public static boolean isUnsaid(Rules rules) {
        return Stream.of(HOSTS, REQUIRED).noneMatch(rules::has);
    }

    /** The methods of a Limit's arguments. */
    public static Methods methods(List<String> arguments, boolean except) {
        return new Methods(new TreeSet<>(arguments), except);
    }
}
