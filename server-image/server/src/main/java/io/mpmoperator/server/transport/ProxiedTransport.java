package io.mpmoperator.server.transport;

import io.mpmoperator.remoteip.ProxyHeader;
import io.mpmoperator.remoteip.ProxyProtocol;
import io.mpmoperator.server.http.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A connection that begins with a header of the PROXY protocol (RemoteIPProxyProtocol): whom it names is the client. What is no such
 * header, or does not end, ends the connection; a client that sends none is given the time that a request's head is.
 */
public final class ProxiedTransport implements Transport {

    private static final byte[] NOTHING = {};

    private final Transport raw;
    private byte[] begun = NOTHING;
    private boolean passed;
    private @Nullable InetSocketAddress client;

    /** A connection of which nothing was read. */
    public ProxiedTransport(Transport raw) {
        this.raw = raw;
    }

    @Override
    public boolean isBlocking() {
        return raw.isBlocking();
    }

    /** Reads the header into the target's own bytes, which are more than it may have, and puts what follows in its place. */
    @Override
    public int read(ByteBuffer target) throws IOException {
        if (passed) {
            return raw.read(target);
        }
        int from = target.position();
        target.put(begun);
        begun = NOTHING;
        int received = raw.read(target);
        while (received > 0) {
            int length = header(target, from);
            if (length > 0) {
                return behind(length, target, from);
            }
            received = raw.read(target);
        }
        begun = new byte[target.position() - from];
        target.get(from, begun).position(from);
        return received;
    }

    /** The length of the header; 0 where it is not there as a whole. */
    private int header(ByteBuffer target, int from) throws IOException {
        ByteBuffer received = target.duplicate().limit(target.position()).position(from);
        return switch (ProxyProtocol.read(received)) {
            case ProxyHeader.Incomplete() -> 0;
            case ProxyHeader.Refused(String reason) -> throw new ProtocolException(reason);
            case ProxyHeader.Local(int length) -> length;
            case ProxyHeader.Proxied proxied -> {
                client = new InetSocketAddress(
                        InetAddress.getByAddress(proxied.client().octets()), proxied.clientPort());
                yield proxied.length();
            }
        };
    }

    private int behind(int length, ByteBuffer target, int from) throws IOException {
        passed = true;
        int rest = target.position() - from - length;
        target.put(from, target, from + length, rest).position(from + rest);
        return rest > 0 ? rest : raw.read(target);
    }

    @Override
    public @Nullable InetSocketAddress remoteAddress() {
        InetSocketAddress named = client;
        return named == null ? raw.remoteAddress() : named;
    }

    @Override
    public @Nullable InetSocketAddress localAddress() {
        return raw.localAddress();
    }

    @Override
    public int kept() {
        return begun.length + raw.kept();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return raw.write(source);
    }

    @Override
    public int writeAhead(ByteBuffer source) throws IOException {
        return raw.writeAhead(source);
    }

    @Override
    public long send(FileChannel file, long position, long count) throws IOException {
        return raw.send(file, position, count);
    }

    @Override
    public void waitUntil(long nanoTime) {
        raw.waitUntil(nanoTime);
    }

    @Override
    public void stopWaiting() {
        raw.stopWaiting();
    }

    @Override
    public boolean buffered() {
        return raw.buffered();
    }

    @Override
    public boolean flushed() throws IOException {
        return raw.flushed();
    }

    @Override
    public void hangUp() {
        raw.hangUp();
    }

    @Override
    public void shutdownOutput() throws IOException {
        raw.shutdownOutput();
    }

    @Override
    public void close() {
        raw.close();
    }

    @Override
    public void abort() {
        raw.abort();
    }
}
