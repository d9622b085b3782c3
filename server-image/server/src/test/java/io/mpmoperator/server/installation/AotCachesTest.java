package io.mpmoperator.server.installation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.mpm.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCachesTest {

    @TempDir
    private Path folder;

    private Path jar;
    private Path cache;

    @BeforeEach
    void makeLayout() throws IOException {
        jar = made("mpm-server.jar", 2000);
        cache = made("threaded.aot", 2000);
    }

    private Path made(String name, long millis) throws IOException {
        return Files.setLastModifiedTime(Files.write(folder.resolve(name), new byte[0]), FileTime.fromMillis(millis));
    }

    private List<String> options(Mode mode) {
        return new AotCaches(folder, Optional.empty()).childOptions(mode, 0);
    }

    @Test
    void childrenUseTheCacheOfTheirMode() {
        assertTrue(options(Mode.EVENT).contains("-XX:AOTCache=" + cache));
        assertEquals(options(Mode.EVENT), options(Mode.WORKER));
        assertEquals(List.of(), options(Mode.PREFORK));
    }

    @Test
    void aCacheThatIsOlderThanAJarIsNotUsed() throws IOException {
        Files.setLastModifiedTime(jar, FileTime.fromMillis(3000));

        assertEquals(List.of(), options(Mode.EVENT));
    }
}
