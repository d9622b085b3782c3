package io.mpmoperator.e2e.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.e2e.server.Await;
import io.mpmoperator.e2e.server.RawHttp;
import io.mpmoperator.e2e.server.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The configuration in a mounted ConfigMap, as the kubelet keeps it: each file is a link through {@code ..data}, a link to a
 * folder with a time in its name. Another content is another folder; the link is replaced by one rename, and the folder of before
 * goes.
 *
 * @see <a href="https://pkg.go.dev/k8s.io/kubernetes/pkg/volume/util#AtomicWriter">AtomicWriter of the kubelet</a>
 */
@Tag("process")
class MountedConfigMapTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String CONF = "webserver.conf";
    private static final String CANDIDATE = "webserver.conf.candidate";
    private static final String HASH = "webserver.conf.sha256";

    @TempDir
    private Path folder;

    private int contents;

    @Test
    void aConfigurationIsTakenUpOrRefusedWhenTheKubeletSwapsIt() throws Exception {
        mount();
        try (ServerProcess server = ServerProcess.start(Confs.event(1, 2, 50), folder)) {
            String works = server.written();
            String next = works + "# next\n";

            swap(works, next, next);
            awaitGeneration(server, 1);

            swap(next, works, works + "Handler /x no.such.Handler\n"); // the hash of what neither file holds
            swap(next, works + "Handler /x no.such.Handler\n", works + "Handler /x no.such.Handler\n");
            Await.until(
                    "it is refused",
                    SOON,
                    () -> server.metric("webserver_configuration_refused").equals(Optional.of("1")));
            assertTrue(server.status()
                    .getOrDefault("ConfigurationRefusedReason", "none")
                    .contains("no.such.Handler: no such handler"));

            swap(works, "", works);
            awaitGeneration(server, 2);
            assertEquals(Optional.of("0"), server.metric("webserver_configuration_refused"));
            assertEquals(Optional.of("1"), server.metric("webserver_configurations_refused_total"));
            assertEquals(200, RawHttp.get(server.port(), "/").status());
        }
    }

    private static void awaitGeneration(ServerProcess server, int generation) {
        Await.until("generation " + generation, SOON, () -> {
            server.checkAlive();
            return server.statusNumber("ParentServerMPMGeneration") == generation;
        });
    }

    private void mount() throws IOException {
        Path first = Files.createDirectory(folder.resolve("..2026_11_29_0"));
        Files.createSymbolicLink(folder.resolve("..data"), first.getFileName());
        for (String name : List.of(CONF, CANDIDATE, HASH)) {
            Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
        }
    }

    /** An empty candidate is none. */
    private void swap(String conf, String candidate, String announced) throws Exception {
        Path before = folder.resolve(Files.readSymbolicLink(folder.resolve("..data")));
        Path after = Files.createDirectory(folder.resolve("..2026_11_29_" + ++contents));
        Files.writeString(after.resolve(CONF), conf);
        if (!candidate.isEmpty()) {
            Files.writeString(after.resolve(CANDIDATE), candidate);
        }
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(announced.getBytes(StandardCharsets.UTF_8));
        Files.writeString(after.resolve(HASH), HexFormat.of().formatHex(hash));
        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), after.getFileName());
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        for (String name : List.of(CONF, CANDIDATE, HASH)) {
            Files.deleteIfExists(before.resolve(name));
        }
        Files.delete(before);
    }
}
