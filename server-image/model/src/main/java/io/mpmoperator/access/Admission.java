package io.mpmoperator.access;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who is admitted to a path: both what {@code Order} says and what {@code Require} says, or one of them.
 *
 * @param hosts empty where no {@code Order}, {@code Allow} or {@code Deny} is in force
 * @param requirement empty where no {@code Require} is in force
 */
public record Admission(Optional<HostAccess> hosts, Optional<Requirement> requirement, Satisfy satisfy) {

    /** Admits everybody. */
    public static final Admission OPEN = new Admission(Optional.empty(), Optional.empty(), Satisfy.ALL);

    /** Whether both have to admit a visit: {@code Satisfy}. Without {@code Order}, {@code Allow} and {@code Deny} every host is admitted. */
    public enum Satisfy {
        ALL,
        ANY;

        /**
         * Reads the argument of {@code Satisfy}.
         *
         * @throws IllegalArgumentException for another word
         */
        public static Satisfy parse(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "all" -> ALL;
                case "any" -> ANY;
                default -> throw new IllegalArgumentException("'" + text + "' is unknown: All and Any are accepted");
            };
        }
    }

    /** What is done with a visit. */
    public enum Decision {
        ADMIT,
        /** Status 403. */
        FORBID,
        /** Status 401, with the challenge of the realm: another password may help. */
        ASK_PASSWORD
    }

    /** Decides about a visit; its user is there where a password came with it and was right. */
    public Decision decide(Visit visit) {
        boolean hostAdmitted = hosts.map(access -> access.admits(visit)).orElse(true);
        if (satisfy == Satisfy.ALL && !hostAdmitted) {
            return Decision.FORBID;
        }
        if (satisfy == Satisfy.ANY && hostAdmitted) {
            return Decision.ADMIT;
        }
        return requirement
                .map(required -> decide(required, visit))
                .orElse(hostAdmitted ? Decision.ADMIT : Decision.FORBID);
    }

    private static Decision decide(Requirement requirement, Visit visit) {
        return switch (requirement.verdict(visit.withoutUser())) {
            case GRANTED -> Decision.ADMIT;
            case DENIED, NEUTRAL -> Decision.FORBID;
            case DENIED_WITHOUT_USER ->
                requirement.verdict(visit) == Verdict.GRANTED ? Decision.ADMIT : Decision.ASK_PASSWORD;
        };
    }

    /** Whether the decision is the same for every visit, and it is to admit. */
    public boolean isOpen() {
        return hosts.isEmpty()
                && requirement
                        .map(required -> required.equals(new Requirement.Everybody(true))
                                || required.equals(new Requirement.Any(List.of(new Requirement.Everybody(true)))))
                        .orElse(true);
    }
}
