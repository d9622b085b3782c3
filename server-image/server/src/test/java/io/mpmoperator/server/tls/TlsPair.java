package io.mpmoperator.server.tls;

import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.server.http.Transport;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.transport.BlockingTransport;
import io.mpmoperator.server.transport.NonBlockingTransport;
import io.mpmoperator.server.transport.Watchdog;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;

/** A server's transport and a client's socket that are connected to each other. */
final class TlsPair implements AutoCloseable {

    /** Which kind of transport the server has. */
    enum Kind {
        WAITS,
        DOES_NOT_WAIT
    }

    private static final int PATIENCE_MILLIS = 30_000;

    final Transport server;
    final Socket plain;
    final SSLSocket client;

    private TlsPair(Transport server, Socket plain, SSLSocket client) {
        this.server = server;
        this.plain = plain;
        this.client = client;
    }

    static TlsPair connect(Kind kind) throws IOException, TlsException {
        Log silent = new Log(OutputStream.nullOutputStream(), LogLevel.ERROR, Clock.systemUTC());
        return connect(
                kind,
                TlsEndpoint.open(TestCertificates.EC, StoredIdentities.none(), silent, System::nanoTime, sha256 -> {}));
    }

    static TlsPair connect(Kind kind, TlsEndpoint endpoint) throws IOException {
        return connect(kind, endpoint::encrypt);
    }

    static TlsPair connect(Kind kind, UnaryOperator<Transport> encryption) throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
            Socket plain = new Socket(address.getAddress(), address.getPort());
            plain.setSoTimeout(PATIENCE_MILLIS);
            SocketChannel accepted = listener.accept();
            SSLSocket client = (SSLSocket) TestCertificates.client()
                    .getSocketFactory()
                    .createSocket(plain, "localhost", address.getPort(), true);
            return new TlsPair(encryption.apply(raw(kind, accepted)), plain, client);
        }
    }

    private static Transport raw(Kind kind, SocketChannel channel) throws IOException {
        return switch (kind) {
            case WAITS -> new BlockingTransport(channel, new Watchdog(1), ByteBuffer.allocateDirect(1024));
            case DOES_NOT_WAIT -> {
                channel.configureBlocking(false);
                yield new NonBlockingTransport(channel);
            }
        };
    }

    @Override
    public void close() throws IOException {
        server.close();
        plain.close();
    }
}
