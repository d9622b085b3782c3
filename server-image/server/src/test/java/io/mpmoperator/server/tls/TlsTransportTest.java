package io.mpmoperator.server.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.server.http.Transport;
import io.mpmoperator.server.tls.TlsPair.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TlsTransportTest {

    private static final byte[] BIG = new byte[16 * 1024 * 1024];

    static {
        new Random(1).nextBytes(BIG);
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"WAITS, TLSv1.2", "WAITS, TLSv1.3", "DOES_NOT_WAIT, TLSv1.2", "DOES_NOT_WAIT, TLSv1.3"})
    void carriesContentBothWays(Kind kind, String protocol) throws Exception {
        try (TlsPair pair = TlsPair.connect(kind)) {
            pair.client.setEnabledProtocols(new String[] {protocol});
            CompletableFuture<String> client = inBackground(() -> {
                pair.client.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
                return new String(pair.client.getInputStream().readNBytes(7), StandardCharsets.UTF_8);
            });
            assertEquals("hello", text(read(pair.server, 5)));
            write(pair.server, ByteBuffer.wrap("welcome".getBytes(StandardCharsets.UTF_8)));
            assertEquals("welcome", client.join());
            assertEquals(protocol, pair.client.getSession().getProtocol());
            assertTrue(pair.server.secure());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void agreesOnHttp11(Kind kind) throws Exception {
        try (TlsPair pair = TlsPair.connect(kind)) {
            offer(pair.client, "h2", "http/1.1");
            CompletableFuture<String> client = inBackground(() -> {
                pair.client.getOutputStream().write(1);
                return pair.client.getApplicationProtocol();
            });
            read(pair.server, 1);
            assertEquals("http/1.1", client.join());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void tellsAClientThatSpeaksHttp2Alone(Kind kind) throws Exception {
        try (TlsPair pair = TlsPair.connect(kind)) {
            offer(pair.client, "h2");
            CompletableFuture<Void> client = inBackground(() -> {
                pair.client.startHandshake();
                return null;
            });
            assertThrows(SSLException.class, () -> read(pair.server, 1));
            pair.server.close();
            CompletionException refused = assertThrows(CompletionException.class, client::join);
            assertTrue(String.valueOf(refused.getCause()).contains("no_application_protocol"), refused.toString());
        }
    }

    private static void offer(SSLSocket client, String... protocols) {
        SSLParameters parameters = client.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        client.setSSLParameters(parameters);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void answersPlainHttpWithAdviceInPlainText(Kind kind) throws Exception {
        try (TlsPair pair = TlsPair.connect(kind)) {
            pair.plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            IOException refused = assertThrows(IOException.class, () -> read(pair.server, 1));
            assertEquals("the client does not speak TLS", refused.getMessage());
            pair.server.close();
            String response = new String(pair.plain.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(response.startsWith("HTTP/1.1 400 Bad Request\r\n"), response);
            assertTrue(response.endsWith("Instead use the HTTPS scheme to access this URL, please.\n"), response);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void answersWhatIsNeitherTlsNorHttpWithNothing(Kind kind) throws Exception {
        try (TlsPair pair = TlsPair.connect(kind)) {
            pair.plain.getOutputStream().write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
            assertThrows(IOException.class, () -> read(pair.server, 1));
            pair.server.close();
            assertEquals(-1, pair.plain.getInputStream().read());
        }
    }

    @Test
    void neverWaitsAndLeavesTheComputingToOthers() throws Exception {
        try (TlsPair pair = TlsPair.connect(Kind.DOES_NOT_WAIT)) {
            assertEquals(0, pair.server.read(ByteBuffer.allocate(10)));
            CompletableFuture<Void> client = inBackground(() -> {
                pair.client.startHandshake();
                return null;
            });
            assertEquals(0, pair.server.kept());
            while (!pair.server.awaitsComputing()) {
                assertEquals(0, pair.server.read(ByteBuffer.allocate(10)));
                Thread.onSpinWait();
            }
            assertEquals(0, pair.server.read(ByteBuffer.allocate(10)));
            assertTrue(pair.server.kept() >= TlsTransport.HANDSHAKE_BYTES, "an unfinished handshake takes memory");
            assertFalse(client.isDone());
            inBackground(() -> {
                        pair.server.compute();
                        return null;
                    })
                    .join();
            while (!client.isDone()) {
                assertEquals(0, pair.server.read(ByteBuffer.allocate(10)));
            }
            client.join();
            while (pair.server.kept() >= TlsTransport.HANDSHAKE_BYTES) {
                assertEquals(0, pair.server.read(ByteBuffer.allocate(10)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void saysThatContentIsBufferedUntilTheLastByteIsRead(Kind kind) throws Exception {
        try (TlsPair pair = TlsPair.connect(kind)) {
            byte[] record = Arrays.copyOf(BIG, 16_000);
            CompletableFuture<Void> client = inBackground(() -> {
                pair.client.getOutputStream().write(record);
                return null;
            });
            ByteBuffer got = ByteBuffer.allocate(16_000);
            got.put(read(pair.server, 1_000));
            client.join();
            while (got.hasRemaining()) {
                assertTrue(pair.server.buffered());
                got.put(read(pair.server, Math.min(1_000, got.remaining())));
            }
            assertFalse(pair.server.buffered());
            assertArrayEquals(record, got.array());
        }
    }

    @Test
    void keepsWhatTheClientDoesNotTakeYet() throws Exception {
        try (TlsPair pair = TlsPair.connect(Kind.DOES_NOT_WAIT)) {
            handshake(pair);
            ByteBuffer source = ByteBuffer.wrap(BIG);
            while (pair.server.write(source) > 0) {
                assertTrue(source.hasRemaining(), "the socket's buffers are larger than this test expects");
            }
            assertFalse(pair.server.flushed());
            CompletableFuture<byte[]> client =
                    inBackground(() -> pair.client.getInputStream().readNBytes(BIG.length));
            write(pair.server, source);
            assertArrayEquals(BIG, client.join());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void sendsAPartOfAFile(Kind kind) throws Exception {
        Path file = Files.write(folder.resolve("big"), BIG);
        try (TlsPair pair = TlsPair.connect(kind);
                FileChannel channel = FileChannel.open(file)) {
            handshake(pair);
            int length = BIG.length - 20;
            CompletableFuture<byte[]> client =
                    inBackground(() -> pair.client.getInputStream().readNBytes(length));
            long sent = 0;
            while (sent < length || !pair.server.flushed()) {
                sent += pair.server.send(channel, 10 + sent, length - sent);
            }
            assertArrayEquals(Arrays.copyOfRange(BIG, 10, 10 + length), client.join());
            assertThrows(IOException.class, () -> pair.server.send(channel, BIG.length, 1));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void takesNewKeys(Kind kind) throws Exception {
        try (TlsPair pair = TlsPair.connect(kind)) {
            handshake(pair);
            CompletableFuture<Integer> client = inBackground(() -> {
                pair.client.startHandshake(); // TLS 1.3: a KeyUpdate that asks for one in return
                pair.client.getOutputStream().write(7);
                return pair.client.getInputStream().read();
            });
            assertEquals(7, read(pair.server, 1).get());
            write(pair.server, ByteBuffer.wrap(new byte[] {8}));
            assertEquals(8, client.join());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void refusesToRenegotiate(Kind kind) throws Exception {
        try (TlsPair pair = TlsPair.connect(kind)) {
            pair.client.setEnabledProtocols(new String[] {"TLSv1.2"});
            handshake(pair);
            CompletableFuture<Void> client = inBackground(() -> {
                pair.client.startHandshake();
                pair.client.getInputStream().read();
                return null;
            });
            SSLException refused = assertThrows(SSLException.class, () -> read(pair.server, 1));
            assertEquals("renegotiation is refused", refused.getMessage());
            pair.server.close();
            assertThrows(CompletionException.class, client::join);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void saysThatItCloses(Kind kind) throws Exception {
        try (TlsPair pair = TlsPair.connect(kind)) {
            handshake(pair);
            pair.server.close();
            assertEquals(-1, pair.client.getInputStream().read(), "without close_notify this is an exception");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void endsTheSendingSideAndReadsOn(Kind kind) throws Exception {
        try (TlsPair pair = TlsPair.connect(kind)) {
            handshake(pair);
            pair.server.shutdownOutput();
            assertEquals(-1, pair.client.getInputStream().read());
            pair.client.close();
            ByteBuffer discarded = ByteBuffer.allocate(4096);
            while (pair.server.read(discarded.clear()) >= 0) {
                Thread.onSpinWait();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void seesThatTheClientCloses(Kind kind) throws Exception {
        try (TlsPair pair = TlsPair.connect(kind)) {
            handshake(pair);
            pair.client.close();
            assertEquals(-1, readOnce(pair.server, ByteBuffer.allocate(10)));
        }
    }

    private static void handshake(TlsPair pair) throws Exception {
        CompletableFuture<Void> client = inBackground(() -> {
            pair.client.getOutputStream().write(1);
            return null;
        });
        read(pair.server, 1);
        client.join();
    }

    private static int readOnce(Transport server, ByteBuffer target) throws IOException {
        while (true) {
            int n = server.read(target);
            if (n != 0) {
                return n;
            }
            assertNotEquals(server.isBlocking(), true, "a transport that waits has returned nothing");
            if (server.awaitsComputing()) {
                server.compute();
            }
        }
    }

    private static ByteBuffer read(Transport server, int count) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(count);
        while (target.hasRemaining()) {
            assertTrue(readOnce(server, target) > 0, "the stream has ended");
        }
        return target.flip();
    }

    private static void write(Transport server, ByteBuffer source) throws IOException {
        while (source.hasRemaining() || !server.flushed()) {
            server.write(source);
        }
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    private static <T> CompletableFuture<T> inBackground(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                result.complete(task.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}
