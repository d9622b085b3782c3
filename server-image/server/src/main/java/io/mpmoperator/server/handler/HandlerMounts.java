package io.mpmoperator.server.handler;

import io.mpmoperator.conf.HandlerMount;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.server.http.BadRequestException;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.PathBytes;
import io.mpmoperator.server.http.PlainHead;
import io.mpmoperator.server.http.ReadyResponse;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.RequestTarget;
import io.mpmoperator.server.log.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request to the handler that is mounted on the longest prefix of its path, and to the static files without
 * one. A prefix ends where a segment does: {@code /api} is for {@code /api} and {@code /api/x}, not for {@code /apix}.
 */
public final class HandlerMounts implements RequestHandler {

    /** Longest first. */
    private final List<Mount> mounts;

    private final RequestHandler files;

    /** A handler in its place. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Mount(List<String> segments, String path, byte[] bytes, RequestHandler handler) {}

    private HandlerMounts(List<Mount> mounts, RequestHandler files) {
        this.mounts = mounts;
        this.files = files;
    }

    /** Handlers that were made, whatever is served besides. */
    public static final class Made {

        private final List<Mount> mounts;

        private Made(List<Mount> mounts) {
            this.mounts = mounts;
        }

        /** The handler on the longest prefix of a path's names; null without one. */
        public @Nullable RequestHandler at(List<String> names) {
            Mount mount = longest(mounts, names);
            return mount == null ? null : mount.handler;
        }

        /**
         * These, and what serves everything else.
         *
         * @return files itself when nothing is mounted
         */
        public RequestHandler over(RequestHandler files) {
            return mounts.isEmpty() ? files : new HandlerMounts(mounts, files);
        }
    }

    /**
     * Makes handlers, one instance for each Handler directive.
     *
     * @param handlerPath HandlerPath, a class path of jars and directories of jars; not read when nothing is mounted
     * @param directives one for each path, as {@link WebServerConf} has made sure
     * @param log told of what handlers do wrong
     * @throws HandlerException when a handler cannot be had; says which, and which there are
     */
    public static Made make(Optional<String> handlerPath, List<HandlerMount> directives, Log log)
            throws HandlerException {
        if (directives.isEmpty()) {
            return new Made(List.of());
        }
        HandlerProviders providers = new HandlerProviders(handlerPath);
        List<Mount> mounts = new ArrayList<>();
        for (HandlerMount directive : directives) {
            List<String> segments = directive.segments();
            String path = "/" + String.join("/", segments);
            mounts.add(new Mount(
                    segments,
                    path,
                    path.getBytes(StandardCharsets.UTF_8),
                    new HandlerAdapter(path, providers.make(path, directive.className()), log)));
        }
        mounts.sort(
                Comparator.comparingInt((Mount mount) -> mount.segments.size()).reversed());
        return new Made(List.copyOf(mounts));
    }

    /**
     * Refuses HandlerPath where the server is an executable, which loads no classes; whoever reads a configuration asks, for a
     * directive that is accepted has an effect.
     *
     * @throws HandlerException that says what is accepted
     */
    public static void refuseJarsInExecutable(Optional<String> handlerPath) throws HandlerException {
        if (handlerPath.isPresent()) {
            HandlerProviders.refuseInExecutable(handlerPath.get());
        }
    }

    /**
     * Makes sure that handlers which come from no jar are compiled into the server; none is made.
     *
     * @throws HandlerException that names the first that is not, and those that are
     */
    public static void requireCompiledIn(Optional<String> handlerPath, List<HandlerMount> directives)
            throws HandlerException {
        if (handlerPath.isEmpty() && !directives.isEmpty()) {
            HandlerProviders providers = new HandlerProviders(handlerPath);
            for (HandlerMount directive : directives) {
                providers.require(directive.path(), directive.className());
            }
        }
    }

    @Override
    public boolean mayBlock(Request request) {
        return responsible(request.target()).mayBlock(request);
    }

    @Override
    public @Nullable ReadyResponse ready(PlainHead head, long now) {
        return isMounted(head.path()) ? null : files.ready(head, now);
    }

    /** Whether a mount is responsible for a path that reads as it is meant; of any other the files have nothing ready. */
    private boolean isMounted(PathBytes path) {
        for (int i = 0; i < mounts.size(); i++) {
            Mount mount = mounts.get(i);
            if (mount.segments.isEmpty() || (path.startsWith(mount.bytes) && endsAt(path, mount.bytes.length))) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsAt(PathBytes path, int end) {
        return path.length() == end || path.at(end) == '/';
    }

    @Override
    public void handle(Exchange exchange) throws IOException, BadRequestException {
        responsible(exchange.request().target()).handle(exchange);
    }

    private RequestHandler responsible(String target) {
        Mount mount = isPlain(target) ? byText(target) : bySegments(target);
        return mount == null ? files : mount.handler;
    }

    /** Whether the path reads as it is meant: nothing in it needs decoding or resolving. */
    private static boolean isPlain(String target) {
        if (!target.startsWith("/")) {
            return false;
        }
        char before = '/';
        for (int i = 1; i < target.length() && target.charAt(i) != '?'; i++) {
            char c = target.charAt(i);
            if (c == '%' || (before == '/' && (c == '/' || c == '.'))) {
                return false;
            }
            before = c;
        }
        return true;
    }

    private @Nullable Mount byText(String target) {
        for (int i = 0; i < mounts.size(); i++) {
            Mount mount = mounts.get(i);
            if (mount.segments.isEmpty() || (target.startsWith(mount.path) && endsAt(target, mount.path.length()))) {
                return mount;
            }
        }
        return null;
    }

    private static boolean endsAt(String target, int end) {
        return target.length() == end || target.charAt(end) == '/' || target.charAt(end) == '?';
    }

    /** What cannot be read is left to the static files, which refuse it. */
    private @Nullable Mount bySegments(String target) {
        List<String> decoded = new ArrayList<>();
        try {
            for (String segment : RequestTarget.parse(target).segments()) {
                decoded.add(RequestTarget.decode(segment));
            }
        } catch (BadRequestException e) {
            return null;
        }
        return longest(mounts, decoded);
    }

    private static @Nullable Mount longest(List<Mount> mounts, List<String> names) {
        for (Mount mount : mounts) {
            int length = mount.segments.size();
            if (length <= names.size() && names.subList(0, length).equals(mount.segments)) {
                return mount;
            }
        }
        return null;
    }
}
