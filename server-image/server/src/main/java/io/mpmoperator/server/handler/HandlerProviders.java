package io.mpmoperator.server.handler;

import com.sun.net.httpserver.HttpHandler;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.server.installation.Installation;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;

/**
 * The handlers there are: those of the jars on HandlerPath, then those compiled into the server. The jars share a class
 * loader that sees the JDK and nothing of the server, so that they may bring any libraries in any version.
 */
final class HandlerProviders {

    /** The server's own handlers, with which it measures itself, are not offered to anybody. */
    private static final String OWN = "io.mpmoperator.server.";

    private final Optional<String> handlerPath;
    private final Map<String, ServiceLoader.Provider<HttpHandler>> providers = new LinkedHashMap<>();
    private final List<String> broken = new ArrayList<>();

    /**
     * Looks for handlers.
     *
     * @param handlerPath directories of jars, and jars, divided as a class path is (HandlerPath)
     * @throws HandlerException when HandlerPath names what is neither, or is given to an executable, which loads no classes
     */
    HandlerProviders(Optional<String> handlerPath) throws HandlerException {
        this.handlerPath = handlerPath;
        if (handlerPath.isPresent()) {
            refuseInExecutable(handlerPath.get());
            collect(new URLClassLoader("handlers", jars(handlerPath.get()), ClassLoader.getPlatformClassLoader()));
        }
        collect(HandlerProviders.class.getClassLoader());
    }

    /**
     * Makes a handler.
     *
     * @param path under which it will answer
     * @throws HandlerException when there is no such handler, or making it fails
     */
    HttpHandler make(String path, String className) throws HandlerException {
        ServiceLoader.Provider<HttpHandler> provider = require(path, className);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(provider.type().getClassLoader());
        try {
            return provider.get();
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new HandlerException("Handler %s %s cannot be made: %s".formatted(path, className, root(e)), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /**
     * The provider of a handler.
     *
     * @throws HandlerException when there is none; says which there are
     */
    ServiceLoader.Provider<HttpHandler> require(String path, String className) throws HandlerException {
        ServiceLoader.Provider<HttpHandler> provider = providers.get(className);
        if (provider == null) {
            throw new HandlerException(missing(path, className));
        }
        return provider;
    }

    static void refuseInExecutable(String handlerPath) throws HandlerException {
        if (Installation.flavor() == Flavor.NATIVE) {
            throw new HandlerException(
                    "HandlerPath %s: the native flavor loads no jars, its handlers are compiled into its executable; accepted is a Handler without HandlerPath"
                            .formatted(handlerPath));
        }
    }

    private String missing(String path, String className) {
        String searched = handlerPath.map(jars -> "on HandlerPath " + jars).orElseGet(HandlerProviders::inServer);
        List<String> names = providers.keySet().stream()
                .filter(name -> !name.startsWith(OWN))
                .toList();
        String found = names.isEmpty() ? "there are none" : "there are " + String.join(", ", names);
        String unusable = broken.isEmpty() ? "" : "; unusable: " + String.join("; ", broken);
        return "Handler %s %s: no such handler %s: %s%s. A jar names its handlers in META-INF/services/%s"
                .formatted(path, className, searched, found, unusable, HttpHandler.class.getName());
    }

    private static String inServer() {
        return switch (Installation.flavor()) {
            case JVM -> "in the server, without a HandlerPath";
            case NATIVE -> "in this executable";
        };
    }

    private void collect(ClassLoader loader) {
        Iterator<ServiceLoader.Provider<HttpHandler>> found =
                ServiceLoader.load(HttpHandler.class, loader).stream().iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    return;
                }
                ServiceLoader.Provider<HttpHandler> provider = found.next();
                providers.putIfAbsent(provider.type().getName(), provider);
            } catch (ServiceConfigurationError | LinkageError e) {
                broken.add(root(e).toString());
            }
        }
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static URL[] jars(String handlerPath) throws HandlerException {
        List<URL> jars = new ArrayList<>();
        try {
            for (String element : handlerPath.split(File.pathSeparator, -1)) {
                for (Path jar : element.isEmpty() ? List.<Path>of() : jarsIn(Path.of(element))) {
                    new JarFile(jar.toFile()).close();
                    jars.add(jar.toUri().toURL());
                }
            }
        } catch (IOException e) {
            throw new HandlerException("HandlerPath %s cannot be read: %s".formatted(handlerPath, e), e);
        }
        return jars.toArray(URL[]::new);
    }

    private static List<Path> jarsIn(Path element) throws IOException {
        if (!Files.isDirectory(element)) {
            if (Files.exists(element) && !Files.isRegularFile(element)) {
                throw new IOException(element + " is neither a jar nor a folder of jars");
            }
            return List.of(element);
        }
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(element, "*.jar")) {
            found.forEach(jars::add);
        }
        jars.sort(null);
        return jars;
    }
}
