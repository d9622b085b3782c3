package io.mpmoperator.e2e.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The handler of server-image/examples/greeting. */
public final class Greeting {

    private Greeting() {}

    /**
     * Its jar, compiled.
     *
     * @param folder where it is made; it need not exist
     */
    public static Path jar(Path folder) throws IOException {
        Path sources = Chart.root().resolve("server-image/examples/greeting/src");
        Path source = sources.resolve("com/example/greeting/Greeting.java");
        Path classes = folder.resolve("classes");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertNotNull(compiler, "this is no JDK");
        assertEquals(0, compiler.run(null, null, null, "-d", classes.toString(), source.toString()));
        Path jar = folder.resolve("greeting.jar");
        try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar))) {
            add(output, classes, classes);
            add(output, sources, sources.resolve("META-INF"));
        }
        return jar;
    }

    private static void add(JarOutputStream output, Path root, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                output.putNextEntry(new JarEntry(root.relativize(file).toString()));
                Files.copy(file, output);
            }
        }
    }
}
