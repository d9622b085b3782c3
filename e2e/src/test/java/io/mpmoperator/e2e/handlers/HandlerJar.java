package io.mpmoperator.e2e.handlers;

import com.sun.net.httpserver.HttpHandler;
import io.mpmoperator.conf.HandlerMount;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.footprint.Flavor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The jar with the handlers of this package, named as ServiceLoader wants it. */
public final class HandlerJar {

    private static final List<Class<? extends HttpHandler>> HANDLERS =
            List.of(CountingHandler.class, HaltingHandler.class, InterruptingHandler.class, SleepingHandler.class);

    private HandlerJar() {}

    /**
     * Mounts a handler of this package on a path, from a jar that is made in a folder. A native server has them compiled in,
     * where it was built for these tests ({@code -Dnative.handlers}).
     */
    public static WebServerConf mounted(
            WebServerConf conf, String path, Class<? extends HttpHandler> handler, Path folder) {
        WebServerConf mounted = conf.withHandlers(List.of(new HandlerMount(path, handler.getName())));
        return ServerProcess.flavor() == Flavor.NATIVE
                ? mounted
                : mounted.withHandlerPath(in(folder).toString());
    }

    private static Path in(Path folder) {
        Path jar = folder.resolve("handlers.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            addClass(out, Answer.class);
            for (Class<?> handler : HANDLERS) {
                addClass(out, handler);
            }
            String names =
                    String.join("\n", HANDLERS.stream().map(Class::getName).toList());
            add(out, "META-INF/services/" + HttpHandler.class.getName(), names.getBytes(StandardCharsets.UTF_8));
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addClass(JarOutputStream out, Class<?> type) throws IOException {
        String entry = type.getName().replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream("/" + entry), entry)) {
            add(out, entry, in.readAllBytes());
        }
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
