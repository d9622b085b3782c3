package io.mpmoperator.server.child;

import io.mpmoperator.server.http.Codec;
import io.mpmoperator.server.http.HttpConnection;
import io.mpmoperator.server.http.HttpConnection.Next;
import io.mpmoperator.server.http.PathBytes;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.RequestLog;
import io.mpmoperator.server.http.ServerContext;
import io.mpmoperator.server.http.Transport;
import io.mpmoperator.server.scoreboard.WorkerSlot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a child on a JVM does before it accepts: it answers requests for files of its own site, without a socket, until its code
 * is compiled. What a first request would otherwise wait for is done before the child is ready, and spare children and rolling
 * updates count children that are ready alone. The files that it has asked for are at hand afterwards.
 */
final class WarmUp {

    /** Processor time of all threads of the process that it may take. */
    private static final Duration MOST = Duration.ofMillis(300);

    /** Of a child with a bounded life, for each connection that it will serve. */
    private static final Duration MOST_FOR_A_CONNECTION = Duration.ofNanos(100_000);

    private static final int MOST_FILES = 64;
    private static final int MOST_REQUESTS = 4000;
    private static final int DEEPEST = 4;
    private static final int BETWEEN_LOOKS = 16;

    private final ServerContext server;
    private final Supplier<RequestHandler> afresh;
    private final WorkerSlot slot = WorkerSlot.apart();
    private final boolean blocking;
    private final Codec codec;

    /**
     * A warm-up.
     *
     * @param server what the child will serve with
     * @param files serves its site; no handler is asked for anything
     * @param afresh makes what serves the same site and has not seen any file of it: what is done once for each is done often
     * @param blocking whether its connections wait
     */
    WarmUp(ServerContext server, RequestHandler files, Supplier<RequestHandler> afresh, boolean blocking) {
        this.server = apart(server, files);
        this.afresh = afresh;
        this.blocking = blocking;
        this.codec = new Codec(this.server);
    }

    private static ServerContext apart(ServerContext server, RequestHandler handler) {
        return new ServerContext(
                server.settings(), handler, RequestLog.NONE, server.log(), () -> false, UnaryOperator.identity());
    }

    /** How much processor time a child takes for it that serves so many connections in its life, 0 for no bound. */
    static Duration budget(int maxConnectionsPerChild) {
        if (maxConnectionsPerChild == 0) {
            return MOST;
        }
        Duration worth = MOST_FOR_A_CONNECTION.multipliedBy(maxConnectionsPerChild);
        return worth.compareTo(MOST) < 0 ? worth : MOST;
    }

    /** Answers requests for the files of a site until the time is used up. */
    void run(Path documentRoot, Duration budget) {
        long end = processorNanos() + budget.toNanos();
        List<byte[]> requests = requests(documentRoot);
        int answered = 0;
        while (answered < MOST_REQUESTS && processorNanos() < end) {
            List<byte[]> some = new ArrayList<>();
            for (int i = 0; i < BETWEEN_LOOKS; i++) {
                some.add(requests.get((answered + i) % requests.size()));
            }
            boolean known = answered / BETWEEN_LOOKS % 2 == 0;
            answer(new Script(some), known ? server : apart(server, afresh.get()));
            answered += BETWEEN_LOOKS;
        }
    }

    private static long processorNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(Long.MAX_VALUE / 2);
    }

    private static List<byte[]> requests(Path documentRoot) {
        List<byte[]> requests = new ArrayList<>();
        requests.add(request("/", 0));
        add(documentRoot, "/", DEEPEST, requests);
        return requests;
    }

    /** What cannot be read of a site is left out: it is served as far as it can be. */
    private static void add(Path folder, String target, int deep, List<byte[]> requests) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = target + entry.getFileName();
                if (requests.size() > MOST_FILES) {
                    return;
                }
                if (name.contains("/.") || !PathBytes.isSpelledAsSent(name)) {
                    continue;
                }
                if (Files.isRegularFile(entry) && Files.isReadable(entry)) {
                    requests.add(request(name, requests.size()));
                } else if (deep > 0 && Files.isDirectory(entry)) {
                    add(entry, name + "/", deep - 1, requests);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return;
        }
    }

    private static byte[] request(String target, int number) {
        String head = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n"
                + "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:" + number + ".0) Gecko/20100101 Firefox/130.0\r\n"
                + "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
                + "Accept-Encoding: gzip, deflate, br\r\nCookie: warm-up=" + number + "\r\n\r\n";
        return head.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void answer(Script script, ServerContext by) {
        HttpConnection connection = new HttpConnection(script, by).attach(codec);
        try {
            Next next = Next.NEEDS_INPUT;
            while (next != Next.CLOSE && next != Next.LINGER) {
                next = next == Next.RESPOND ? connection.respond(slot) : connection.receive();
            }
        } catch (IOException e) {
            server.log().debug("warm-up-failed", "reason", e);
        } finally {
            connection.detach();
            connection.close();
        }
    }

    /** A client that sends one request after the other and takes whatever comes. */
    private final class Script implements Transport {

        private final InetSocketAddress client = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        private final List<byte[]> requests;
        private int sent;

        Script(List<byte[]> requests) {
            this.requests = requests;
        }

        @Override
        public boolean isBlocking() {
            return blocking;
        }

        @Override
        public int read(ByteBuffer target) {
            if (sent == requests.size()) {
                return -1;
            }
            byte[] request = requests.get(sent++);
            target.put(request);
            return request.length;
        }

        @Override
        public int write(ByteBuffer source) {
            int count = source.remaining();
            source.position(source.limit());
            return count;
        }

        @Override
        public long send(FileChannel file, long position, long count) {
            return count;
        }

        @Override
        public void waitUntil(long nanoTime) {}

        @Override
        public void stopWaiting() {}

        @Override
        public void hangUp() {}

        @Override
        public void shutdownOutput() {}

        @Override
        public @Nullable InetSocketAddress remoteAddress() {
            return client;
        }

        @Override
        public @Nullable InetSocketAddress localAddress() {
            return client;
        }

        @Override
        public void close() {}
    }
}
