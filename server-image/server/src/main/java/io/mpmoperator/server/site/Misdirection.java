package io.mpmoperator.server.site;

import io.mpmoperator.rules.TlsRules;
import io.mpmoperator.server.http.ChosenHost;
import io.mpmoperator.server.http.Connected;
import io.mpmoperator.server.http.TlsFacts;
import io.mpmoperator.site.Host;
import io.mpmoperator.site.Site;
import io.mpmoperator.site.TlsHosts;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Refuses requests for a virtual host over a connection whose TLS is that of another one, with another certificate, other versions or
 * cipher suites, as Apache does (RFC 9110, section 15.5.20).
 *
 * @param site of the port
 * @param hosts what its virtual hosts speak TLS with
 */
record Misdirection(Site site, TlsHosts hosts) {

    /** Whether a port has virtual hosts that requests can be misdirected between. */
    boolean isPossible() {
        return hosts.all().size() > 1 || site.all().stream().anyMatch(Misdirection::isStrict);
    }

    private static boolean isStrict(Host host) {
        return host.own().or(TlsRules.STRICT_NAME, false);
    }

    /** The status of the refusal of a request for a virtual host; 0 where it is none. */
    int status(Connected connection, Host asked) {
        TlsFacts agreed = connection.tls();
        if (agreed == null) {
            return 0;
        }
        String name = agreed.serverName();
        Host greeted = ChosenHost.of(site, connection.localAddress(), name);
        if (name.isEmpty() && site.hosts().size() > 1 && (isStrict(greeted) || isStrict(asked))) {
            return HttpStatus.FORBIDDEN_403;
        }
        return hosts.of(greeted).equals(hosts.of(asked)) ? 0 : HttpStatus.MISDIRECTED_REQUEST_421;
    }
}
