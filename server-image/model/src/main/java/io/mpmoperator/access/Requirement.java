package io.mpmoperator.access;

import io.mpmoperator.address.AddressRange;
import io.mpmoperator.expression.Expression;
import java.util.List;
import java.util.Set;

/** What has to be true of a visit: a {@code Require} directive, or a container of several. */
public sealed interface Requirement {

    /** {@code all granted}, {@code all denied}. */
    record Everybody(boolean granted) implements Requirement {}

    /** {@code ip 10.0.0.0/8 ::1}. */
    record Networks(List<AddressRange> networks) implements Requirement {

        public Networks {
            networks = List.copyOf(networks);
        }
    }

    /** {@code local}, {@code host localhost}. */
    record Local() implements Requirement {}

    /** {@code env name ...}: one is set. */
    record Environment(List<String> names) implements Requirement {

        public Environment {
            names = List.copyOf(names);
        }
    }

    /** {@code method GET ...}. */
    record Methods(Set<String> methods) implements Requirement {

        public Methods {
            methods = Set.copyOf(methods);
        }
    }

    /** {@code expr "..."}. */
    record Holds(Expression expression) implements Requirement {}

    /** {@code valid-user}. */
    record AnyUser() implements Requirement {}

    /** {@code user name ...}. */
    record Users(Set<String> names) implements Requirement {

        public Users {
            names = Set.copyOf(names);
        }
    }

    /** {@code group name ...}. */
    record Groups(Set<String> names) implements Requirement {

        public Groups {
            names = Set.copyOf(names);
        }
    }

    /** {@code not ...}. */
    record Not(Requirement requirement) implements Requirement {}

    /** {@code <RequireAll>}. */
    record All(List<Requirement> requirements) implements Requirement {

        /**
         * A container.
         *
         * @throws IllegalArgumentException where each requirement in it is negated, so that none can grant
         */
        public All {
            requirements = List.copyOf(requirements);
            if (!requirements.isEmpty() && requirements.stream().allMatch(Requirement::isNegative)) {
                throw new IllegalArgumentException(
                        "<RequireAll> has negated requirements alone, so that no client is admitted:"
                                + " one that grants is accepted beside them, such as Require all granted");
            }
        }
    }

    /** {@code <RequireAny>}, and what is in no container. */
    record Any(List<Requirement> requirements) implements Requirement {

        /**
         * A container.
         *
         * @throws IllegalArgumentException where a requirement in it is negated, which has no effect there
         */
        public Any {
            requirements = List.copyOf(requirements);
            refuseNegative("<RequireAny>", requirements);
        }
    }

    /** {@code <RequireNone>}. */
    record None(List<Requirement> requirements) implements Requirement {

        /**
         * A container.
         *
         * @throws IllegalArgumentException where a requirement in it is negated, which has no effect there
         */
        public None {
            requirements = List.copyOf(requirements);
            refuseNegative("<RequireNone>", requirements);
        }
    }

    private static void refuseNegative(String container, List<Requirement> requirements) {
        if (requirements.stream().anyMatch(Requirement::isNegative)) {
            throw new IllegalArgumentException("a negated requirement has no effect in " + container
                    + ", nor outside a container: it is accepted in <RequireAll>");
        }
    }

    private boolean isNegative() {
        return this instanceof Not || this instanceof None;
    }

    /** What the requirement says about a visit. */
    default Verdict verdict(Visit visit) {
        return switch (this) {
            case Everybody everybody -> granted(everybody.granted());
            case Networks networks ->
                granted(networks.networks().stream().anyMatch(network -> network.contains(visit.client())));
            case Local local -> granted(visit.isLocal());
            case Environment environment ->
                granted(environment.names().stream()
                        .anyMatch(name -> visit.facts().environment(name) != null));
            case Methods methods -> granted(methods.methods().contains(visit.method()));
            case Holds holds -> holds.expression().test(visit.facts()) ? Verdict.GRANTED : denied(holds, visit);
            case AnyUser any -> visit.user().isPresent() ? Verdict.GRANTED : Verdict.DENIED_WITHOUT_USER;
            case Users users ->
                ofUser(visit, visit.user().filter(users.names()::contains).isPresent());
            case Groups groups -> ofUser(visit, visit.groups().stream().anyMatch(groups.names()::contains));
            case Not not -> not.requirement().verdict(visit).negated();
            case All all ->
                all.requirements().stream()
                        .map(requirement -> requirement.verdict(visit))
                        .reduce(Verdict.NEUTRAL, Verdict::and);
            case Any any -> any(any.requirements(), visit);
            case None none -> any(none.requirements(), visit).negated();
        };
    }

    private static Verdict any(List<Requirement> requirements, Visit visit) {
        return requirements.stream()
                .map(requirement -> requirement.verdict(visit))
                .reduce(Verdict.NEUTRAL, Verdict::or);
    }

    private static Verdict granted(boolean granted) {
        return granted ? Verdict.GRANTED : Verdict.DENIED;
    }

    private static Verdict ofUser(Visit visit, boolean granted) {
        return visit.user().isEmpty() ? Verdict.DENIED_WITHOUT_USER : granted(granted);
    }

    /** An expression about the user is asked again when there is one. */
    private static Verdict denied(Holds holds, Visit visit) {
        boolean asksForUser = holds.expression().text().contains("REMOTE_USER");
        return asksForUser && visit.user().isEmpty() ? Verdict.DENIED_WITHOUT_USER : Verdict.DENIED;
    }
}
