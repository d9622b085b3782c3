package io.mpmoperator.server.site;

import io.mpmoperator.access.Admission;
import io.mpmoperator.access.Visit;
import io.mpmoperator.address.IpAddress;
import io.mpmoperator.rules.AccessSettings;
import io.mpmoperator.rules.Rules;
import java.util.Optional;
import java.util.Set;

/** Who may have what. */
final class Admitting {

    private Admitting() {}

    /** The response to one who may not; empty for one who may. */
    static Optional<Outcome> refuse(Rules rules, RequestFacts facts, Effects effects) {
        if (AccessSettings.isUnsaid(rules)) {
            return Optional.empty();
        }
        Admission admission = AccessSettings.admission(rules, facts.method());
        if (admission.isOpen()) {
            return Optional.empty();
        }
        facts.depend();
        Visit visit = new Visit(
                IpAddress.of(facts.client()),
                IpAddress.of(facts.server()),
                facts.method(),
                Optional.empty(),
                Set.of(),
                new VaryingFacts(facts, effects));
        return switch (admission.decide(visit)) {
            case ADMIT -> Optional.empty();
            case FORBID, ASK_PASSWORD -> Optional.of(new Outcome.Status(403, rules));
        };
    }
}
