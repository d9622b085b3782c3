package io.mpmoperator.server.site;

import io.mpmoperator.expression.ServerVariable;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.proxy.Circumstances;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a walk knows of a request that is forwarded.
 *
 * @param script what a FastCGI server is to run
 * @param named whether the configuration itself names the backend
 */
record ForwardedRequest(RequestFacts facts, HostSite site, Rules rules, CgiScript script, boolean named)
        implements Circumstances {

    @Override
    public String origin() {
        return facts.origin();
    }

    @Override
    public String serverName() {
        String name = site.host().name();
        return name.isEmpty() ? facts.variable(ServerVariable.SERVER_NAME) : name;
    }

    @Override
    public @Nullable String environment(String name) {
        return facts.environment(name);
    }

    @Override
    public Map<String, String> variables(Exchange exchange, long length) {
        return new CgiVariables(this, exchange).all(length);
    }
}
