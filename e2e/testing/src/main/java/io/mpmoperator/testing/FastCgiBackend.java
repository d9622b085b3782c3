package io.mpmoperator.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A FastCGI server whose script is a function of the test: from a request to the records that are sent for it. */
public final class FastCgiBackend implements AutoCloseable {

    /** The record that ends a request. */
    public static final byte[] END = record(3, new byte[8]);

    private static final int BEGIN = 1;
    private static final int PARAMS = 4;
    private static final int STDIN = 5;

    private final ServerSocketChannel socket;
    private final Function<Asked, byte[]> script;
    private final List<Asked> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    private FastCgiBackend(ServerSocketChannel socket, Function<Asked, byte[]> script) {
        this.socket = socket;
        this.script = script;
        Thread.ofPlatform().daemon().start(this::accept);
    }

    /**
     * What came of a request.
     *
     * @param body a character for each byte
     * @param kept whether the connection is to stay open
     */
    public record Asked(Map<String, String> variables, String body, boolean kept) {

        /** The variables, a line each, in the order of their names. */
        public String text() {
            return variables.entrySet().stream()
                    .map(variable -> variable.getKey() + "=" + variable.getValue() + "\n")
                    .collect(Collectors.joining());
        }
    }

    /** One at a port that the kernel has chosen. */
    public static FastCgiBackend start(Function<Asked, byte[]> script) throws IOException {
        return new FastCgiBackend(
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), script);
    }

    /** One at a Unix socket. */
    public static FastCgiBackend start(Path path, Function<Asked, byte[]> script) throws IOException {
        return new FastCgiBackend(
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path)), script);
    }

    /** The records of a script that has this output, a character for each byte, and nothing more to say. */
    public static byte[] script(String output) {
        return joined(output(output), output(""), END);
    }

    /** A record of output. */
    public static byte[] output(String text) {
        return record(6, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A record for the error log. */
    public static byte[] error(String text) {
        return record(7, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Records one after the other. */
    public static byte[] joined(byte[]... records) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] one : records) {
            all.writeBytes(one);
        }
        return all.toByteArray();
    }

    /** A record with three bytes of padding. */
    private static byte[] record(int type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length + 3)
                .put(new byte[] {1, (byte) type, 0, 1})
                .putShort((short) content.length)
                .put(new byte[] {3, 0})
                .put(content)
                .array();
    }

    /** The port; 0 of one at a Unix socket. */
    public int port() {
        try {
            SocketAddress address = socket.getLocalAddress();
            return address instanceof InetSocketAddress internet ? internet.getPort() : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** The requests that came. */
    public List<Asked> requests() {
        return requests;
    }

    /** How many connections were made. */
    public int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = socket.accept();
                connections.incrementAndGet();
                Thread.ofPlatform().daemon().start(() -> serve(connection));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(connection)));
            OutputStream out = Channels.newOutputStream(connection);
            boolean kept = true;
            while (kept) {
                Asked asked = read(in);
                requests.add(asked);
                byte[] records = script.apply(asked);
                out.write(records);
                out.flush();
                kept = asked.kept() && records.length > 0;
            }
        } catch (IOException e) {
            // the other side went away
        }
    }

    private static Asked read(DataInputStream in) throws IOException {
        boolean kept = false;
        ByteArrayOutputStream pairs = new ByteArrayOutputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int type = in.readInt() >> 16 & 0xFF;
            int length = in.readUnsignedShort();
            int padding = in.readUnsignedShort() >> 8;
            byte[] content = in.readNBytes(length);
            in.skipNBytes(padding);
            switch (type) {
                case BEGIN -> kept = content[2] != 0;
                case PARAMS -> pairs.writeBytes(content);
                case STDIN -> {
                    if (length == 0) {
                        return new Asked(
                                variables(ByteBuffer.wrap(pairs.toByteArray())),
                                body.toString(StandardCharsets.ISO_8859_1),
                                kept);
                    }
                    body.writeBytes(content);
                }
                default -> throw new IOException("a record of type " + type);
            }
        }
    }

    private static Map<String, String> variables(ByteBuffer pairs) {
        Map<String, String> variables = new TreeMap<>();
        while (pairs.hasRemaining()) {
            byte[] name = new byte[length(pairs)];
            byte[] value = new byte[length(pairs)];
            pairs.get(name).get(value);
            variables.put(
                    new String(name, StandardCharsets.ISO_8859_1), new String(value, StandardCharsets.ISO_8859_1));
        }
        return variables;
    }

    private static int length(ByteBuffer pairs) {
        int first = pairs.get(pairs.position());
        return first < 0 ? pairs.getInt() & Integer.MAX_VALUE : pairs.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
