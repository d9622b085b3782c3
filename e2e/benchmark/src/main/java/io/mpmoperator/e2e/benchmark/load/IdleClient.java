package io.mpmoperator.e2e.benchmark.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The program that {@link IdleConnections} runs: opens connections, asks once on each and holds them until its input ends. It
 * says {@code holding} once all are answered.
 */
public final class IdleClient {

    private static final int AT_ONCE = 32;
    private static final int BUFFER = 64 << 10;

    private final InetSocketAddress server;
    private final byte[] request;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final List<SocketChannel> held = new ArrayList<>();

    private IdleClient(int port, String path) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.request = ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Words: the port, the path, the number of connections. */
    public static void main(String[] words) throws IOException {
        IdleClient client = new IdleClient(Integer.parseInt(words[0]), words[1]);
        for (int left = Integer.parseInt(words[2]); left > 0; left -= AT_ONCE) {
            client.open(Math.min(AT_ONCE, left));
        }
        System.out.println("holding " + client.held.size());
        while (System.in.read() >= 0) {
            // until the benchmark lets go
        }
    }

    private void open(int connections) throws IOException {
        List<SocketChannel> opened = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(server);
            channel.write(ByteBuffer.wrap(request));
            opened.add(channel);
        }
        for (SocketChannel channel : opened) {
            awaitAnswer(channel);
        }
        held.addAll(opened);
    }

    private void awaitAnswer(SocketChannel channel) throws IOException {
        ResponseScanner response = new ResponseScanner();
        do {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new IOException("the server has closed connection " + (held.size() + 1));
            }
            buffer.flip();
        } while (!response.takes(buffer));
    }
}
