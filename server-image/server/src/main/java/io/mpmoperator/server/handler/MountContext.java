package io.mpmoperator.server.handler;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The context of a mounted handler. What could be changed in the JDK's own server is fixed here by the configuration. */
final class MountContext extends HttpContext {

    private final String path;
    private final HttpHandler handler;
    private final Map<String, Object> attributes = new ConcurrentHashMap<>();

    MountContext(String path, HttpHandler handler) {
        this.path = path;
        this.handler = handler;
    }

    @Override
    public HttpHandler getHandler() {
        return handler;
    }

    @Override
    public void setHandler(HttpHandler other) {
        throw new UnsupportedOperationException("handlers are mounted by the Handler directive");
    }

    @Override
    public String getPath() {
        return path;
    }

    @Override
    public HttpServer getServer() {
        throw new UnsupportedOperationException("this server is no com.sun.net.httpserver.HttpServer");
    }

    @Override
    public Map<String, Object> getAttributes() {
        return attributes;
    }

    @Override
    public List<Filter> getFilters() {
        return List.of();
    }

    @Override
    public @Nullable Authenticator setAuthenticator(@Nullable Authenticator authenticator) {
        throw new UnsupportedOperationException("there is no authentication before handlers");
    }

    @Override
    public @Nullable Authenticator getAuthenticator() {
        return null;
    }
}
