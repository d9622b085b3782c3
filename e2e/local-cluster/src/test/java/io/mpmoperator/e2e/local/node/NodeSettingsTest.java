package io.mpmoperator.e2e.local.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class NodeSettingsTest {

    @Test
    void takesTheInstalledServerOfTheImagesFlavor(@TempDir Path folder) throws IOException {
        NodeSettings settings = settings(folder);
        Files.createDirectories(folder.resolve("native/bin"));
        Files.createFile(folder.resolve("native/bin/webserver"));

        assertEquals(folder.resolve("jvm"), settings.serverHomeOf("mpm-server:1.2.3-SNAPSHOT"));
        assertEquals(folder.resolve("native"), settings.serverHomeOf("mpm-server:1.2.3-SNAPSHOT-native"));
    }

    @Test
    void refusesTheNativeImageWhereItsServerIsNotBuilt(@TempDir Path folder) {
        IOException refused = assertThrows(
                IOException.class, () -> settings(folder).serverHomeOf("mpm-server:1.2.3-SNAPSHOT-native"));

        assertTrue(String.valueOf(refused.getMessage()).contains("native server, which is not built at " + folder));
    }

    private static NodeSettings settings(Path folder) throws IOException {
        return new NodeSettings(
                folder.resolve("jvm"),
                folder.resolve("native"),
                folder,
                folder,
                Optional.empty(),
                new ProcessGuard(""),
                Duration.ofSeconds(1),
                Clock.systemUTC());
    }
}
