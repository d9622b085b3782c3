package io.mpmoperator.server.site;

import io.mpmoperator.access.Admission;
import io.mpmoperator.access.Visit;
import io.mpmoperator.address.IpAddress;
import io.mpmoperator.rules.AccessSettings;
import io.mpmoperator.rules.PasswordSettings;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.server.access.BasicCredentials;
import io.mpmoperator.server.access.Passwords;
import io.mpmoperator.server.files.OutsideFile;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Who may have what: by address and other facts first, and by name and password where these do not decide. */
final class Admitting {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final Passwords passwords;
    private final Rules rules;
    private final RequestFacts facts;
    private final Effects effects;

    private Admitting(Passwords passwords, Rules rules, RequestFacts facts, Effects effects) {
        this.passwords = passwords;
        this.rules = rules;
        this.facts = facts;
        this.effects = effects;
    }

    /**
     * The response to one who may not; empty for one who may.
     *
     * @throws MisconfiguredException where a user is required, and what that takes is not said or cannot be read
     */
    static Optional<Outcome> refuse(Passwords passwords, Rules rules, RequestFacts facts, Effects effects) {
        if (AccessSettings.isUnsaid(rules)) {
            return Optional.empty();
        }
        Admission admission = AccessSettings.admission(rules, facts.method());
        if (admission.isOpen()) {
            return Optional.empty();
        }
        facts.depend();
        return new Admitting(passwords, rules, facts, effects).refuse(admission);
    }

    private Optional<Outcome> refuse(Admission admission) {
        return switch (admission.decide(visit(Optional.empty(), Set.of()))) {
            case ADMIT -> Optional.empty();
            case FORBID -> status(FORBIDDEN);
            case ASK_PASSWORD -> ask(admission);
        };
    }

    private Visit visit(Optional<String> user, Set<String> groups) {
        return new Visit(
                IpAddress.of(facts.client()),
                IpAddress.of(facts.server()),
                facts.method(),
                user,
                groups,
                new VaryingFacts(facts, effects));
    }

    private Optional<Outcome> status(int status) {
        return Optional.of(new Outcome.Status(status, rules));
    }

    private Optional<Outcome> ask(Admission admission) {
        boolean basic = rules.get(PasswordSettings.BASIC)
                .orElseThrow(() -> new MisconfiguredException("Require asks for a user, and AuthType is not said"));
        if (!basic) {
            return status(UNAUTHORIZED);
        }
        String realm = rules.get(PasswordSettings.REALM)
                .orElseThrow(() -> new MisconfiguredException("AuthType Basic is said, and AuthName is not"));
        effects.challenge("Basic realm=\"" + realm.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
        Optional<BasicCredentials> credentials = facts.credentials();
        if (credentials.isEmpty() || !isRight(credentials.get())) {
            return status(UNAUTHORIZED);
        }
        return known(credentials.get().user(), admission);
    }

    private boolean isRight(BasicCredentials credentials) {
        String file = rules.get(PasswordSettings.USER_FILE)
                .orElseThrow(() -> new MisconfiguredException("AuthType Basic is said, and AuthUserFile is not"));
        facts.user(credentials.user());
        try {
            return passwords.accept(file, credentials);
        } catch (IOException e) {
            throw new MisconfiguredException("AuthUserFile " + file + " cannot be read: " + OutsideFile.reason(e));
        }
    }

    /** One whose password was right, and who may not be meant all the same. */
    private Optional<Outcome> known(String user, Admission admission) {
        if (admission.decide(visit(Optional.of(user), groupsOf(user))) == Admission.Decision.ADMIT) {
            return Optional.empty();
        }
        return status(rules.or(PasswordSettings.FORBIDDEN_ON_FAILURE, false) ? FORBIDDEN : UNAUTHORIZED);
    }

    private Set<String> groupsOf(String user) {
        Optional<String> file = rules.get(PasswordSettings.GROUP_FILE);
        if (file.isEmpty()) {
            return Set.of();
        }
        try {
            return passwords.groupsOf(file.get(), user);
        } catch (IOException e) {
            throw new MisconfiguredException(
                    "AuthGroupFile " + file.get() + " cannot be read: " + OutsideFile.reason(e));
        }
    }
}
