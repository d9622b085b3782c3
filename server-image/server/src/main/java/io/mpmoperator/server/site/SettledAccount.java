package io.mpmoperator.server.site;

import io.mpmoperator.headers.HeaderRule;
import io.mpmoperator.server.http.Account;
import io.mpmoperator.server.http.Connected;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.site.Host;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of every request for a path whose response follows from it.
 *
 * @param ownQuery whether the query is that of each request, and not one that rules have written
 * @param firstPath before an internal redirect; empty without one
 * @param asked whether each request is to be asked for what SetEnvIf sets
 * @param variables that are changed after that
 */
record SettledAccount(
        HostSite site,
        Url url,
        boolean ownQuery,
        Optional<String> firstPath,
        int firstStatus,
        String file,
        String pathInfo,
        boolean asked,
        Map<String, Optional<String>> variables,
        List<HeaderRule> changes,
        InstantSource clock)
        implements Account {

    @Override
    public Host host() {
        return site.host();
    }

    @Override
    public @Nullable String environment(String name) {
        Optional<String> value = variables.get(name);
        return value == null ? null : value.orElse(null);
    }

    @Override
    public boolean isAskedFor(String name) {
        return asked && !variables.containsKey(name) && site.namesOfVariables().contains(name);
    }

    @Override
    public boolean changesHead() {
        return !changes.isEmpty() || site.earlyChanges().isPresent();
    }

    @Override
    public RequestAccount of(Request request, Connected connection) {
        Url sent = HeadAccount.url(request.target());
        RequestFacts facts = new RequestFacts(request, connection, site.host(), sent, new Probes(), clock);
        facts.file(file, pathInfo);
        site.earlyChanges().ifPresent(facts::changeHeadEarly);
        if (asked) {
            facts.set(site.variables());
        }
        facts.url(ownQuery ? new Url(url.names(), url.directory(), sent.query()) : url);
        firstPath.ifPresent(path -> facts.first(path, firstStatus));
        facts.change(variables);
        facts.changeHead(changes, new Effects());
        return facts;
    }
}
