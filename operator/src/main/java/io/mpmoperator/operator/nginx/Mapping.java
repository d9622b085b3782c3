package io.mpmoperator.operator.nginx;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The directives of nginx that have one counterpart each. */
final class Mapping {

    private static final String HEADER = "Header";
    private static final String CACHE_CONTROL = "Cache-Control";
    private static final String EXPIRES = "ExpiresActive";

    /** What begins like this is about another server behind this one. */
    private static final List<String> BACKENDS = List.of("proxy_", "fastcgi_", "uwsgi_", "scgi_", "grpc_", "upstream");

    private static final Map<String, String> IDLE_PREFIXES = Map.of(
            "ssl_", "the JDK and spec.tls decide it",
            "open_file_cache", "files are always kept open for a while",
            "types_hash", "no table has a size",
            "server_names_hash", "no table has a size",
            "variables_hash", "no table has a size",
            "worker_", "spec.mpm decides it",
            "client_", "RequestReadTimeout and the limits of requests have Apache's defaults",
            "gzip_", "gzip is sent as Apache's DEFLATE does");

    private static final Set<String> IDLE = Set.of(
            "sendfile",
            "sendfile_max_chunk",
            "tcp_nopush",
            "tcp_nodelay",
            "aio",
            "directio",
            "events",
            "user",
            "pid",
            "daemon",
            "load_module",
            "error_log",
            "log_format",
            "log_not_found",
            "server_tokens",
            "default_type",
            "http2",
            "large_client_header_buffers",
            "absolute_redirect",
            "port_in_redirect",
            "server_name_in_redirect",
            "reset_timedout_connection",
            "merge_slashes",
            "charset_types",
            "real_ip_recursive",
            "internal",
            "stub_status",
            "resolver",
            "multi_accept",
            "use",
            "autoindex_exact_size",
            "autoindex_localtime",
            "autoindex_format",
            "disable_symlinks",
            "if_modified_since");

    private final Notes notes;

    Mapping(Notes notes) {
        this.notes = notes;
    }

    List<Node> translate(Statement statement, Place place) {
        return switch (statement.name()) {
            case "server_name" -> names(statement);
            case "root" -> root(statement, place);
            case "alias" -> List.of(Place.line(statement, "Alias", place.path(), statement.argument(0)));
            case "index" -> List.of(new Line(statement.at(), "DirectoryIndex", statement.arguments()));
            case "try_files" -> fallback(statement);
            case "error_page" -> errorPages(statement);
            case "add_header" ->
                header(statement).stream().map(Node.class::cast).toList();
            case "expires" -> expires(statement);
            case "types" -> types(statement);
            case "include" -> include(statement);
            case "access_log" -> accessLog(statement);
            case "gzip" -> gzip(statement);
            case "gzip_types" -> compressed(statement, statement.arguments());
            default -> single(statement);
        };
    }

    private List<Node> single(Statement statement) {
        String value = statement.argument(0);
        return switch (statement.name()) {
            case "autoindex" -> value.equals("on") ? line(statement, "Options", "+Indexes") : List.of();
            case "charset" -> line(statement, "AddDefaultCharset", value);
            case "etag" -> value.equals("off") ? line(statement, "FileETag", "None") : List.of();
            case "keepalive_timeout" ->
                value.equals("0") ? line(statement, "KeepAlive", "Off") : seconds(statement, "KeepAliveTimeout");
            case "send_timeout" -> seconds(statement, "Timeout");
            case "keepalive_requests" -> line(statement, "MaxKeepAliveRequests", value);
            case "client_max_body_size" -> line(statement, "LimitRequestBody", value);
            case "auth_basic" -> authentication(statement, value);
            case "auth_basic_user_file" -> line(statement, "AuthUserFile", value);
            case "set_real_ip_from" -> line(statement, "RemoteIPInternalProxy", value);
            case "real_ip_header" -> line(statement, "RemoteIPHeader", value);
            case "ssl_certificate" -> line(statement, "SSLCertificateFile", value);
            case "ssl_certificate_key" -> line(statement, "SSLCertificateKeyFile", value);
            default -> without(statement);
        };
    }

    private static List<Node> line(Statement statement, String name, String... words) {
        return List.of(Place.line(statement, name, words));
    }

    private List<Node> without(Statement statement) {
        String name = statement.name();
        Optional<String> reason = IDLE_PREFIXES.entrySet().stream()
                .filter(idle -> name.startsWith(idle.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (name.equals("listen")) {
            notes.needsNothing(statement, "the pod's ports are 8080 for HTTP and 8443 for HTTPS");
        } else if (IDLE.contains(name)) {
            notes.needsNothing(statement, "the server needs no such directive");
        } else if (reason.isPresent()) {
            notes.needsNothing(statement, reason.get());
        } else if (BACKENDS.stream().anyMatch(name::startsWith)) {
            notes.lose(statement, "another server responds: give its path to that Service in the Ingress");
        } else {
            notes.lose(statement, "there is no counterpart: see docs/api.md for what there is");
        }
        return List.of();
    }

    private static List<Node> names(Statement statement) {
        List<String> names = statement.arguments().stream()
                .filter(name -> !name.equals("_") && !name.isEmpty() && !name.startsWith("~"))
                .toList();
        List<Node> nodes = new ArrayList<>();
        if (!names.isEmpty()) {
            nodes.add(Place.line(statement, "ServerName", names.getFirst()));
        }
        if (names.size() > 1) {
            nodes.add(new Line(statement.at(), "ServerAlias", names.subList(1, names.size())));
        }
        return nodes;
    }

    private static List<Node> root(Statement statement, Place place) {
        String folder = statement.argument(0);
        return place.isEverywhere()
                ? line(statement, "DocumentRoot", folder)
                : place.isPrefix()
                        ? line(statement, "Alias", place.path(), folder.replaceFirst("/$", "") + place.path())
                        : line(statement, "AliasMatch", "^(.*)$", folder + "$1");
    }

    private List<Node> fallback(Statement statement) {
        String last =
                statement.arguments().isEmpty() ? "" : statement.arguments().getLast();
        boolean files = statement.arguments().stream()
                .limit(Math.max(0, statement.arguments().size() - 1))
                .allMatch(word -> word.startsWith("$uri"));
        if (files && last.startsWith("/")) {
            return line(statement, "FallbackResource", last.replaceFirst("\\?.*", ""));
        }
        if (files && last.startsWith("=404")) {
            return List.of();
        }
        notes.lose(statement, "FallbackResource names one path that responds where there is no file");
        return List.of();
    }

    private List<Node> errorPages(Statement statement) {
        List<String> words = statement.arguments();
        String page = words.getLast();
        List<String> codes =
                words.stream().filter(word -> word.matches("[0-9]{3}")).toList();
        boolean replaced = words.stream().anyMatch(word -> word.startsWith("="));
        if (replaced && codes.equals(List.of("404")) && page.startsWith("/")) {
            return line(statement, "FallbackResource", page);
        }
        if (replaced || page.startsWith("@")) {
            notes.lose(statement, "ErrorDocument keeps the status, and names a path, a URL or a text");
            return List.of();
        }
        return codes.stream()
                .<Node>map(code -> Place.line(statement, "ErrorDocument", code, page))
                .toList();
    }

    /** A field; nothing where its value has a variable of nginx. */
    Optional<Line> header(Statement statement) {
        String value = statement.argument(1);
        if (value.indexOf('$') >= 0) {
            notes.lose(statement, "write it with Header and %{...}e or expr= in spec.configuration");
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        if (isAlways(statement)) {
            words.add("always");
        }
        words.addAll(List.of("set", statement.argument(0), value.replace("%", "%%")));
        return Optional.of(new Line(statement.at(), HEADER, words));
    }

    Line unset(Statement location, Statement field) {
        return isAlways(field)
                ? Place.line(location, HEADER, "always", "unset", field.argument(0))
                : Place.line(location, HEADER, "unset", field.argument(0));
    }

    private static boolean isAlways(Statement field) {
        return field.argument(2).equals("always");
    }

    private List<Node> expires(Statement statement) {
        String time = statement.argument(0);
        if (time.equals("off")) {
            return line(statement, EXPIRES, "Off");
        }
        if (time.equals("epoch") || time.startsWith("-")) {
            return line(statement, HEADER, "set", CACHE_CONTROL, "no-cache");
        }
        Optional<Long> seconds = Ages.seconds(time);
        if (seconds.isEmpty()) {
            notes.lose(statement, "ExpiresDefault takes one length of time: write a <Location> for each");
            return List.of();
        }
        return List.of(
                Place.line(statement, EXPIRES, "On"),
                Place.line(statement, "ExpiresDefault", "access plus %d seconds".formatted(seconds.get())));
    }

    private List<Node> seconds(Statement statement, String directive) {
        Optional<Long> seconds = Ages.seconds(statement.argument(0));
        if (seconds.isEmpty()) {
            notes.lose(statement, directive + " takes seconds");
        }
        return seconds.<List<Node>>map(time -> line(statement, directive, Long.toString(time)))
                .orElse(List.of());
    }

    private static List<Node> types(Statement statement) {
        List<Node> nodes = new ArrayList<>();
        for (Statement type : statement.block()) {
            List<String> words = new ArrayList<>(List.of(type.name()));
            type.arguments().forEach(extension -> words.add("." + extension));
            nodes.add(new Line(type.at(), "AddType", words));
        }
        return nodes;
    }

    private List<Node> include(Statement statement) {
        if (statement.argument(0).endsWith("mime.types")) {
            notes.needsNothing(statement, "all media types are known");
        } else {
            notes.lose(statement, "give that file to import too");
        }
        return List.of();
    }

    private List<Node> accessLog(Statement statement) {
        if (statement.argument(0).equals("off")) {
            notes.needsNothing(statement, "the access log is on or off for all URLs: spec.logging.accessLog");
            return List.of();
        }
        return line(statement, "CustomLog", "/dev/stdout", "combined");
    }

    private static List<Node> gzip(Statement statement) {
        return statement.argument(0).equals("on") ? compressed(statement, List.of("text/html")) : List.of();
    }

    private static List<Node> compressed(Statement statement, List<String> types) {
        List<String> words = new ArrayList<>(List.of("DEFLATE"));
        words.addAll(types);
        return List.of(new Line(statement.at(), "AddOutputFilterByType", words));
    }

    private static List<Node> authentication(Statement statement, String realm) {
        return realm.equals("off")
                ? line(statement, "Require", "all", "granted")
                : List.of(
                        Place.line(statement, "AuthType", "Basic"),
                        Place.line(statement, "AuthName", realm),
                        Place.line(statement, "Require", "valid-user"));
    }
}
