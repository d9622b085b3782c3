package io.mpmoperator.remoteip;

import io.mpmoperator.address.IpAddress;

/** What the first bytes of a connection say by the PROXY protocol. */
public sealed interface ProxyHeader {

    /** The header is not there as a whole: more bytes are needed. */
    record Incomplete() implements ProxyHeader {}

    /** It is no header of the protocol: the connection is closed. */
    record Refused(String reason) implements ProxyHeader {}

    /**
     * The proxy speaks for itself, or does not say for whom: the connection's own addresses count.
     *
     * @param length of the header in bytes
     */
    record Local(int length) implements ProxyHeader {}

    /**
     * The proxy speaks for a client.
     *
     * @param length of the header in bytes
     */
    record Proxied(IpAddress client, int clientPort, IpAddress server, int serverPort, int length)
            implements ProxyHeader {}
}
