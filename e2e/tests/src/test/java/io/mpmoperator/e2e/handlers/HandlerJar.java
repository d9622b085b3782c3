package io.mpmoperator.e2e.handlers;

import com.sun.net.httpserver.HttpHandler;
import io.mpmoperator.conf.HandlerMount;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.e2e.server.ServerProcess;
import io.mpmoperator.footprint.Flavor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The jar with the handlers of this package, named as ServiceLoader wants it. */
public final class HandlerJar {

    /** Names the handlers: a native server that was built with these classes reads the same file. */
    private static final String SERVICES = "META-INF/services/" + HttpHandler.class.getName();

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
            byte[] names = Files.readAllBytes(classes().resolve(SERVICES));
            add(out, SERVICES, names);
            addClass(out, TextResponse.class.getName());
            for (String handler :
                    new String(names, StandardCharsets.UTF_8).lines().toList()) {
                addClass(out, handler);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addClass(JarOutputStream out, String name) throws IOException {
        String entry = name.replace('.', '/') + ".class";
        add(out, entry, Files.readAllBytes(classes().resolve(entry)));
    }

    /** The folder of the tests' classes: others on the class path have a file of that name as well. */
    private static Path classes() {
        return Path.of(URI.create(HandlerJar.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
