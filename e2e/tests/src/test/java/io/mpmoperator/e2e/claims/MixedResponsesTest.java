package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.e2e.server.TestCertificate;
import io.mpmoperator.e2e.server.TlsClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Large answers leave piece by piece, on whichever thread is free, and never carry a byte of somebody else's. */
@Tag("process")
class MixedResponsesTest {

    private static final int CLIENTS = 24;
    private static final int REQUESTS = 10;
    private static final int LARGE = 600_000;
    private static final int SMALL = 500;
    private static final String CERTIFICATE = "ec";

    @TempDir
    private Path folder;

    static Stream<Arguments> everyModeInTheClearAndEncrypted() {
        return Stream.of(Confs.prefork(CLIENTS), Confs.worker(2, 12), Confs.event(1, 12, 20))
                .flatMap(conf -> Stream.of(Arguments.of(conf, false), Arguments.of(conf, true)));
    }

    @ParameterizedTest
    @MethodSource("everyModeInTheClearAndEncrypted")
    void everyClientGetsItsOwnBytes(WebServerConf conf, boolean tls) throws Exception {
        for (int i = 0; i < CLIENTS; i++) {
            Files.writeString(folder.resolve(name(i, LARGE)), content(i, LARGE));
            Files.writeString(folder.resolve(name(i, SMALL)), content(i, SMALL));
        }
        WebServerConf clear = conf.withDocumentRoot(folder.toString());
        WebServerConf shown =
                tls ? clear.withTls(TestCertificate.named(CERTIFICATE).settings()) : clear;
        TlsClient trusting = TlsClient.trusting(CERTIFICATE);
        IntFunction<RawHttp> connections = tls ? trusting::connect : RawHttp::connect;
        try (ServerProcess server = ServerProcess.start(shown, folder);
                ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                clients.add(threads.submit(() -> ask(connections.apply(server.port()), client)));
            }
            for (Future<?> client : clients) {
                client.get(60, TimeUnit.SECONDS);
            }
            assertEquals(List.of(), server.logged("request-broken-off"));
        }
    }

    /** Every second response is large. */
    private static void ask(RawHttp connection, int client) {
        try (connection) {
            for (int i = 0; i < REQUESTS; i++) {
                int length = (client + i) % 2 == 0 ? LARGE : SMALL;
                RawHttp.Response response =
                        connection.sendGet("/" + name(client, length)).receive();
                assertEquals(200, response.status());
                assertEquals(content(client, length), response.text());
            }
        }
    }

    private static String name(int client, int length) {
        return client + "-" + length + ".txt";
    }

    private static String content(int client, int length) {
        String line = "%02d 0123456789\n".formatted(client);
        return line.repeat(Math.ceilDiv(length, line.length())).substring(0, length);
    }
}
