package io.mpmoperator.server.handler;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Builds jars of handlers from source text. */
public final class HandlerJar {

    private static final String SERVICE = "META-INF/services/" + HttpHandler.class.getName();

    private final Path directory;
    private final List<Path> sources = new ArrayList<>();
    private final List<String> providers = new ArrayList<>();

    /** A jar that is made in a directory of its own. */
    public HandlerJar(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    /**
     * Adds a class in package {@code sample}.
     *
     * @param members of a class that implements HttpHandler
     */
    public HandlerJar handler(String name, String members) throws IOException {
        providers.add("sample." + name);
        return source(name, "public class " + name + " implements HttpHandler {" + members + "}");
    }

    /** Adds a class in package {@code sample} that is no provider. */
    public HandlerJar source(String name, String text) throws IOException {
        String header = "package sample; import com.sun.net.httpserver.*; import java.io.*; import java.util.*;\n";
        sources.add(Files.writeString(directory.resolve(name + ".java"), header + text));
        return this;
    }

    /** Names a provider that the jar need not have. */
    public HandlerJar provider(String className) {
        providers.add(className);
        return this;
    }

    /** Compiles and packs. */
    public Path build(String name) throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        compile(classes);
        Path jar = directory.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path entry : compiled.filter(Files::isRegularFile).toList()) {
                add(out, classes.relativize(entry).toString(), Files.readAllBytes(entry));
            }
            add(out, SERVICE, String.join("\n", providers).getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private void compile(Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-implicit:none", "-d", classes.toString(), "-classpath", ""));
        sources.forEach(source -> arguments.add(source.toString()));
        if (!sources.isEmpty() && compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalArgumentException("the handlers in " + directory + " do not compile");
        }
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
