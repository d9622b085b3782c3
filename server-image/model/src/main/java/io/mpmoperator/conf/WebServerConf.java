package io.mpmoperator.conf;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.logformat.CustomLog;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirectives;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that {@code webserver.conf} says.
 *
 * @param listens where requests arrive, at least one port
 * @param managementListen where probes, metrics and status are answered
 * @param documentRoot folder of the static files; empty for the htdocs of the installation
 * @param directoryIndex files that answer for a folder, the first that exists; empty for none
 * @param mpm the mode and its numbers, as written
 * @param tls HTTPS instead of HTTP on the listening port
 * @param handlerPath folder of the jars with Java handlers
 * @param handlers mounts in the order of the file, each path once, however its slashes are written
 * @param site what is said of URLs: the directives and sections that are no settings of the process
 */
public record WebServerConf(
        List<Listen> listens,
        ListenAddress managementListen,
        Optional<String> documentRoot,
        List<String> directoryIndex,
        MpmDirectives mpm,
        HttpSettings http,
        Optional<TlsSettings> tls,
        Optional<String> handlerPath,
        List<HandlerMount> handlers,
        Workload workload,
        LogSettings logs,
        Tree site) {

    /** Where requests arrive when no port is named. */
    static final Listen DEFAULT_PORT = Listen.of(ListenAddress.port(8080));

    public WebServerConf {
        documentRoot.ifPresent(path -> Texts.requireOneLine("DocumentRoot", path));
        handlerPath.ifPresent(path -> Texts.requireOneLine("HandlerPath", path));
        listens = List.copyOf(listens);
        requirePorts(listens);
        directoryIndex.forEach(name -> Texts.requireOneLine("DirectoryIndex", name));
        directoryIndex = List.copyOf(directoryIndex);
        handlers = List.copyOf(handlers);
        requireOneHandlerForEachPath(handlers);
        workload = workload.withHandlers(!handlers.isEmpty())
                .withCompression(Compression.isIn(site))
                .withAccessLogs(logs.targets(site).size())
                .withSiteDirectives(SiteDirectiveCount.of(site));
    }

    private static void requirePorts(List<Listen> listens) {
        if (listens.isEmpty()) {
            throw new IllegalArgumentException("no port to listen on: at least one is accepted");
        }
        for (int i = 0; i < listens.size(); i++) {
            for (Listen other : listens.subList(0, i)) {
                if (listens.get(i).address().collidesWith(other.address())) {
                    throw new IllegalArgumentException(
                            "Listen %s and Listen %s are the same port: each port once is accepted"
                                    .formatted(other, listens.get(i)));
                }
            }
        }
    }

    private static void requireOneHandlerForEachPath(List<HandlerMount> handlers) {
        Map<List<String>, HandlerMount> mounted = new HashMap<>();
        for (HandlerMount mount : handlers) {
            HandlerMount other = mounted.putIfAbsent(mount.segments(), mount);
            if (other != null) {
                throw new IllegalArgumentException(
                        "handlers %s and %s are both on the path /%s, %s and %s: one handler for each path is accepted"
                                .formatted(
                                        other.className(),
                                        mount.className(),
                                        String.join("/", mount.segments()),
                                        other.path(),
                                        mount.path()));
            }
        }
    }

    /** What an empty file says, but for the mode. */
    public static WebServerConf defaults(Mode mode) {
        return new WebServerConf(
                List.of(DEFAULT_PORT),
                ListenAddress.port(9000),
                Optional.empty(),
                List.of("index.html"),
                MpmDirectives.of(mode),
                HttpSettings.defaults(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Workload.none(),
                LogSettings.defaults(),
                Tree.empty());
    }

    /** The first port. */
    public ListenAddress listen() {
        return listens.getFirst().address();
    }

    /** The addresses of all ports. */
    public List<ListenAddress> addresses() {
        return listens.stream().map(Listen::address).toList();
    }

    /** The targets of all access logs, those of virtual hosts too, each once. */
    public List<String> accessLogFiles() {
        return Stream.concat(
                        logs.accessLogs().stream().map(CustomLog::file),
                        site.nodes().stream().flatMap(WebServerConf::accessLogFiles))
                .distinct()
                .toList();
    }

    private static Stream<String> accessLogFiles(Node node) {
        return switch (node) {
            case Section section -> section.children().stream().flatMap(WebServerConf::accessLogFiles);
            case Line line ->
                LogDirectives.isAccessLog(line.name())
                        ? Stream.of(CustomLog.target(line.arguments().getFirst()))
                        : Stream.of();
        };
    }

    /** The same with one port alone. */
    public WebServerConf withListen(ListenAddress listen) {
        return withListens(List.of(Listen.of(listen)));
    }

    public WebServerConf withListens(List<Listen> listens) {
        return new WebServerConf(
                listens,
                managementListen,
                documentRoot,
                directoryIndex,
                mpm,
                http,
                tls,
                handlerPath,
                handlers,
                workload,
                logs,
                site);
    }

    public WebServerConf withManagementListen(ListenAddress managementListen) {
        return new WebServerConf(
                listens,
                managementListen,
                documentRoot,
                directoryIndex,
                mpm,
                http,
                tls,
                handlerPath,
                handlers,
                workload,
                logs,
                site);
    }

    public WebServerConf withDocumentRoot(String documentRoot) {
        return new WebServerConf(
                listens,
                managementListen,
                Optional.of(documentRoot),
                directoryIndex,
                mpm,
                http,
                tls,
                handlerPath,
                handlers,
                workload,
                logs,
                site);
    }

    public WebServerConf withDirectoryIndex(List<String> directoryIndex) {
        return new WebServerConf(
                listens,
                managementListen,
                documentRoot,
                directoryIndex,
                mpm,
                http,
                tls,
                handlerPath,
                handlers,
                workload,
                logs,
                site);
    }

    public WebServerConf withMpm(MpmDirectives mpm) {
        return new WebServerConf(
                listens,
                managementListen,
                documentRoot,
                directoryIndex,
                mpm,
                http,
                tls,
                handlerPath,
                handlers,
                workload,
                logs,
                site);
    }

    public WebServerConf withHttp(HttpSettings http) {
        return new WebServerConf(
                listens,
                managementListen,
                documentRoot,
                directoryIndex,
                mpm,
                http,
                tls,
                handlerPath,
                handlers,
                workload,
                logs,
                site);
    }

    public WebServerConf withTls(TlsSettings tls) {
        return new WebServerConf(
                listens,
                managementListen,
                documentRoot,
                directoryIndex,
                mpm,
                http,
                Optional.of(tls),
                handlerPath,
                handlers,
                workload,
                logs,
                site);
    }

    public WebServerConf withHandlerPath(String handlerPath) {
        return new WebServerConf(
                listens,
                managementListen,
                documentRoot,
                directoryIndex,
                mpm,
                http,
                tls,
                Optional.of(handlerPath),
                handlers,
                workload,
                logs,
                site);
    }

    public WebServerConf withHandlers(List<HandlerMount> handlers) {
        return new WebServerConf(
                listens,
                managementListen,
                documentRoot,
                directoryIndex,
                mpm,
                http,
                tls,
                handlerPath,
                handlers,
                workload,
                logs,
                site);
    }

    public WebServerConf withWorkload(Workload workload) {
        return new WebServerConf(
                listens,
                managementListen,
                documentRoot,
                directoryIndex,
                mpm,
                http,
                tls,
                handlerPath,
                handlers,
                workload,
                logs,
                site);
    }

    public WebServerConf withLogs(LogSettings logs) {
        return new WebServerConf(
                listens,
                managementListen,
                documentRoot,
                directoryIndex,
                mpm,
                http,
                tls,
                handlerPath,
                handlers,
                workload,
                logs,
                site);
    }

    /** The same with what is said of URLs. */
    public WebServerConf withSite(Tree site) {
        return new WebServerConf(
                listens,
                managementListen,
                documentRoot,
                directoryIndex,
                mpm,
                http,
                tls,
                handlerPath,
                handlers,
                workload,
                logs,
                site);
    }
}
