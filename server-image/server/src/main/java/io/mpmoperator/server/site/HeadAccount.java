package io.mpmoperator.server.site;

import io.mpmoperator.server.http.Account;
import io.mpmoperator.server.http.BadRequestException;
import io.mpmoperator.server.http.Connected;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.site.Host;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What follows from the head of a request alone, for those that nothing else is known of. */
public record HeadAccount(Host host, InstantSource clock) implements Account {

    @Override
    public @Nullable String environment(String name) {
        return null;
    }

    @Override
    public boolean isAskedFor(String name) {
        return false;
    }

    @Override
    public boolean changesHead() {
        return false;
    }

    @Override
    public RequestAccount of(Request request, Connected connection) {
        Url url = url(request.target());
        RequestFacts facts = new RequestFacts(request, connection, host, url, new Probes(), clock);
        facts.file(host.documentRoot() + url.path(), "");
        return facts;
    }

    /** The URL of a request target; one without a path where it is none. */
    static Url url(String target) {
        try {
            return Url.of(target);
        } catch (BadRequestException e) {
            return Url.decoded("", "");
        }
    }
}
