package io.mpmoperator.headers;

import io.mpmoperator.expression.AnyFacts;
import io.mpmoperator.expression.FactsView;

/** What a test says about a request, and about when. */
final class AnyHeaderFacts extends FactsView implements HeaderFacts {

    AnyHeaderFacts(AnyFacts facts) {
        super(facts);
    }

    @Override
    public long receivedMicros() {
        return 1_790_000_000_000_000L;
    }

    @Override
    public long elapsedMicros() {
        return 42;
    }
}
