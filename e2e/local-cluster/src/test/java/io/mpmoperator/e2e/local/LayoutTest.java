package io.mpmoperator.e2e.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {

    @Test
    void saysWhatIsNotBuiltAndHowToBuildIt(@TempDir Path root) {
        LocalClusterException refused = assertThrows(LocalClusterException.class, () -> new Layout(root).check());

        assertEquals(
                "the operator is missing at %s/operator/target/quarkus-app/quarkus-run.jar; build it first: ./mvnw package -Dmaven.test.skip"
                        .formatted(root),
                refused.getMessage());
    }

    @Test
    void refusesAServerWhoseJarIsOlderThanItsClasses(@TempDir Path root) throws Exception {
        Layout layout = new Layout(root);
        Path type = touch(root.resolve("server-image/server/target/classes/io/A.class"), 1000);
        touch(layout.serverHome().resolve("lib/mpm-server-1.jar"), 2000);
        layout.checkServerIsCurrent();

        Files.setLastModifiedTime(type, FileTime.fromMillis(3000));

        LocalClusterException refused = assertThrows(LocalClusterException.class, layout::checkServerIsCurrent);
        assertTrue(String.valueOf(refused.getMessage())
                .contains("is older than the classes of server-image/server; build it first"));
    }

    @Test
    void refusesAServerWhoseCacheIsOlderThanAJarOfIt(@TempDir Path root) throws Exception {
        Layout layout = new Layout(root);
        touch(layout.serverHome().resolve("lib/mpm-server-1.jar"), 2000);
        Path cache = touch(layout.serverHome().resolve("lib/threaded.aot"), 2000);
        layout.checkServerIsCurrent();

        Files.setLastModifiedTime(cache, FileTime.fromMillis(1000));

        LocalClusterException refused = assertThrows(LocalClusterException.class, layout::checkServerIsCurrent);
        assertEquals(
                "threaded.aot in %s is older than a jar beside it; make it again: ./mvnw -pl server-image/tools -am package -Dmaven.test.skip"
                        .formatted(layout.serverHome().resolve("lib")),
                refused.getMessage());
    }

    private static Path touch(Path file, long millis) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.setLastModifiedTime(Files.write(file, new byte[0]), FileTime.fromMillis(millis));
    }
}
