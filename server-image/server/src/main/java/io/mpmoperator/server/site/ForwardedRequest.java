package io.mpmoperator.server.site;

import io.mpmoperator.expression.ServerVariable;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.server.proxy.Circumstances;
import io.mpmoperator.site.Host;

/** What a walk knows of a request that is forwarded. */
record ForwardedRequest(RequestFacts facts, Host host, Rules rules) implements Circumstances {

    @Override
    public String origin() {
        return facts.origin();
    }

    @Override
    public String serverName() {
        return host.name().isEmpty() ? facts.variable(ServerVariable.SERVER_NAME) : host.name();
    }
}
