package io.mpmoperator.server.accesslog;

import io.mpmoperator.logformat.CustomLog;
import io.mpmoperator.logformat.LogFormats;
import io.mpmoperator.rules.LogRules;
import io.mpmoperator.server.http.Account;
import io.mpmoperator.server.http.ChosenHost;
import io.mpmoperator.server.http.LoggedConnection;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.log.AccessLog;
import io.mpmoperator.server.site.HeadAccount;
import io.mpmoperator.site.Host;
import io.mpmoperator.site.Site;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The logs of the server and of its virtual hosts.
 *
 * @param site for requests of which nothing is known yet
 * @param numbers of the virtual hosts; 0 is the server itself, whose parts for single ports have the same
 * @param logs by these numbers
 * @param heads what is known of such requests, by the same numbers
 */
record HostLogs(Site site, IdentityHashMap<Host, Integer> numbers, List<List<OpenedLog>> logs, List<Account> heads) {

    /**
     * Those of a site.
     *
     * @param opened the open logs by their targets
     */
    static HostLogs of(Site site, Map<String, AccessLog> opened) {
        List<List<OpenedLog>> logs = new ArrayList<>();
        List<Account> heads = new ArrayList<>();
        IdentityHashMap<Host, Integer> numbers = new IdentityHashMap<>();
        for (Host host : site.all()) {
            numbers.put(host, numbers.size());
            heads.add(new HeadAccount(host, InstantSource.system()));
            logs.add(logs(host, opened));
        }
        return new HostLogs(site, numbers, List.copyOf(logs), List.copyOf(heads));
    }

    private static List<OpenedLog> logs(Host host, Map<String, AccessLog> opened) {
        LogFormats formats = host.own().or(LogRules.FORMATS, LogFormats.NONE);
        List<OpenedLog> logs = new ArrayList<>();
        for (CustomLog said : host.own().all(LogRules.LOGS)) {
            AccessLog log = opened.get(said.file());
            if (log != null) {
                logs.add(OpenedLog.of(said, formats, log));
            }
        }
        return List.copyOf(logs);
    }

    /** The number of the virtual host that a request was for. */
    int number(Account account) {
        return numbers.getOrDefault(account.host(), 0);
    }

    /** What is known of a request that was refused, or answered by who knows no more. */
    Account head(LoggedConnection connection, @Nullable Request request) {
        if (site.hosts().isEmpty()) {
            return heads.getFirst();
        }
        String named = request == null ? null : request.fields().get(HttpHeader.HOST);
        Host host = ChosenHost.of(site, connection.localAddress(), named);
        return heads.get(numbers.getOrDefault(host, 0));
    }
}
