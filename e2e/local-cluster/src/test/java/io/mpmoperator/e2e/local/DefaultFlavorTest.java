package io.mpmoperator.e2e.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.footprint.Flavor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultFlavorTest {

    @TempDir
    private Path root;

    private Layout layout = new Layout(Path.of(""));

    @BeforeEach
    void compile() throws IOException {
        layout = new Layout(root);
        touch(root.resolve("server-image/server/target/classes/io/A.class"), 2000);
    }

    @Test
    void isJvmWhereTheNativeServerIsNotBuilt() throws Exception {
        assertEquals(Flavor.JVM, DefaultFlavor.of("auto", layout));
        assertEquals(Flavor.JVM, DefaultFlavor.of("", layout));
        assertEquals(Flavor.JVM, DefaultFlavor.of("jvm", layout));
    }

    @Test
    void isNativeWhereTheNativeServerIsBuiltOfThePresentClasses() throws Exception {
        touch(layout.nativeServerHome().resolve("bin/webserver"), 3000);

        assertEquals(Flavor.NATIVE, DefaultFlavor.of("auto", layout));
        assertEquals(Flavor.NATIVE, DefaultFlavor.of("native", layout));
        assertEquals(Flavor.JVM, DefaultFlavor.of("jvm", layout));
    }

    @Test
    void isJvmWhereTheNativeServerIsOlderThanItsClasses() throws Exception {
        touch(layout.nativeServerHome().resolve("bin/webserver"), 1000);

        assertEquals(Flavor.JVM, DefaultFlavor.of("auto", layout));
        assertRefusal("native", "is missing, or older than its classes; build it first: ./mvnw -Pnative");
    }

    @Test
    void refusesWhatIsNoFlavor() {
        assertRefusal("graal", "-Dlocal.flavor=graal is no flavor: accepted are auto, jvm and native");
    }

    private void assertRefusal(String text, String sentence) {
        LocalClusterException refused = assertThrows(LocalClusterException.class, () -> DefaultFlavor.of(text, layout));
        assertTrue(String.valueOf(refused.getMessage()).contains(sentence), refused.getMessage());
    }

    private static void touch(Path file, long millis) throws IOException {
        Files.createDirectories(file.getParent());
        Files.setLastModifiedTime(Files.write(file, new byte[0]), FileTime.fromMillis(millis));
    }
}
