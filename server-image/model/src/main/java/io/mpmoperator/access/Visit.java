package io.mpmoperator.access;

import io.mpmoperator.address.IpAddress;
import io.mpmoperator.expression.Facts;
import java.util.Optional;
import java.util.Set;

/**
 * A request and who makes it.
 *
 * @param client its address, that of the proxy's client where the proxy is trusted
 * @param server the address at which the request arrived
 * @param user whose password was right; empty before that
 * @param groups of that user
 */
public record Visit(
        IpAddress client, IpAddress server, String method, Optional<String> user, Set<String> groups, Facts facts) {

    public Visit {
        groups = Set.copyOf(groups);
    }

    /** The same before anybody's password was looked at. */
    Visit withoutUser() {
        return user.isEmpty() ? this : new Visit(client, server, method, Optional.empty(), Set.of(), facts);
    }

    /** Whether client and server are on one machine. */
    boolean isLocal() {
        return client.isLoopback() || client.equals(server);
    }
}
