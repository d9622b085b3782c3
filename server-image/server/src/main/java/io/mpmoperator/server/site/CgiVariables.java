package io.mpmoperator.server.site;

import io.mpmoperator.expression.ServerVariable;
import io.mpmoperator.proxy.FastCgiVariable;
import io.mpmoperator.rules.FastCgiSettings;
import io.mpmoperator.rules.RewriteSettings;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.Request;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;

/**
 * The variables that a FastCGI server is sent with a request (RFC 3875, section 4.1), those of Apache's {@code ap_add_common_vars} and
 * {@code ap_add_cgi_vars}: first what rules have set, over it what the request says of itself, last ProxyFCGISetEnvIf.
 */
final class CgiVariables {

    private static final String REDIRECT = "REDIRECT_";
    private static final String NO_ADMIN = "[no address given]";

    private final RequestFacts facts;
    private final HostSite site;
    private final Rules rules;
    private final CgiScript script;
    private final Exchange exchange;
    private final Map<String, String> variables = new LinkedHashMap<>();

    CgiVariables(ForwardedRequest forwarded, Exchange exchange) {
        this.facts = forwarded.facts();
        this.site = forwarded.site();
        this.rules = forwarded.rules();
        this.script = forwarded.script();
        this.exchange = exchange;
        facts.environment().forEach(this::text);
        if (!forwarded.named()) {
            variables.put("proxy-nokeepalive", "1");
        }
    }

    /**
     * All of them, a character for each byte.
     *
     * @param length of the body in bytes; -1 where it is not known
     */
    Map<String, String> all(long length) {
        encryption();
        rewriting();
        fields(length);
        ofProcess("PATH");
        ofProcess("LD_LIBRARY_PATH");
        server();
        client();
        redirects();
        script();
        for (FastCgiVariable variable : rules.all(FastCgiSettings.VARIABLES)) {
            variable.apply(facts, variables);
        }
        return variables;
    }

    /** What is no header of the request may have any character, and goes out as UTF-8. */
    private void text(String name, String value) {
        variables.put(octets(name), octets(value));
    }

    private static String octets(String value) {
        return value.chars().allMatch(c -> c < 0x80)
                ? value
                : new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Each request on the way has its own, which an internal redirect has renamed. */
    private void ofEach(String name, String value) {
        for (int i = 0; i <= facts.previous().size(); i++) {
            text(REDIRECT.repeat(i) + name, value);
        }
    }

    private void encryption() {
        if (facts.variable(ServerVariable.HTTPS).equals("on")) {
            ofEach("HTTPS", "on");
            String named = facts.variable(ServerVariable.SSL_TLS_SNI);
            if (!named.isEmpty()) {
                ofEach("SSL_TLS_SNI", named);
            }
        }
    }

    /** Set by mod_rewrite where it is on for the server. */
    private void rewriting() {
        boolean on = site.own()
                .get(RewriteSettings.SETTING)
                .flatMap(RewriteSettings::engine)
                .orElse(false);
        if (on) {
            ofEach("SCRIPT_URL", facts.asked().path());
            ofEach("SCRIPT_URI", facts.origin() + facts.asked().path());
        }
    }

    private void fields(long length) {
        boolean authorized = rules.or(FastCgiSettings.PASSES_AUTHORIZATION, false);
        Map<String, String> ofFields = new LinkedHashMap<>();
        for (HttpField field : exchange.request().fields()) {
            String name = variable(field.getName().toUpperCase(Locale.ROOT), authorized);
            if (name != null) {
                ofFields.merge(name, field.getValue() == null ? "" : field.getValue(), (a, b) -> a + ", " + b);
            }
        }
        if (length >= 0 && (exchange.request().hasBody() || ofFields.containsKey("CONTENT_LENGTH"))) {
            ofFields.put("CONTENT_LENGTH", Long.toString(length));
            ofFields.remove("HTTP_TRANSFER_ENCODING");
        }
        variables.putAll(ofFields);
    }

    /** The variable of a field; null where it has none, as Proxy: programs take HTTP_PROXY for their own. */
    private static @Nullable String variable(String field, boolean authorized) {
        return switch (field) {
            case "CONTENT-TYPE" -> "CONTENT_TYPE";
            case "CONTENT-LENGTH" -> "CONTENT_LENGTH";
            case "PROXY" -> null;
            case "AUTHORIZATION", "PROXY-AUTHORIZATION" -> authorized ? "HTTP_" + field.replace('-', '_') : null;
            default ->
                field.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-')
                        ? "HTTP_" + field.replace('-', '_')
                        : null;
        };
    }

    private void ofProcess(String name) {
        String value = facts.processEnvironment(name);
        if (value != null && !variables.containsKey(name)) {
            text(name, value);
        }
    }

    private void server() {
        Url url = Url.decoded(script.path(), "");
        text("SERVER_SIGNATURE", "");
        text("SERVER_SOFTWARE", facts.variable(ServerVariable.SERVER_SOFTWARE));
        text("SERVER_NAME", escaped(facts.variable(ServerVariable.SERVER_NAME)));
        text("SERVER_ADDR", facts.variable(ServerVariable.SERVER_ADDR));
        text("SERVER_PORT", facts.variable(ServerVariable.SERVER_PORT));
        text("DOCUMENT_ROOT", site.documentRoot());
        text("REQUEST_SCHEME", facts.variable(ServerVariable.REQUEST_SCHEME));
        String context = site.contextRoot(url);
        text("CONTEXT_PREFIX", site.contextPrefix(url));
        text("CONTEXT_DOCUMENT_ROOT", context.isEmpty() ? site.documentRoot() : context);
        text("SERVER_ADMIN", site.own().or(FastCgiSettings.ADMIN, NO_ADMIN));
    }

    private static String escaped(String name) {
        return name.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void client() {
        text("REMOTE_ADDR", facts.variable(ServerVariable.REMOTE_ADDR));
        InetSocketAddress peer = exchange.peerAddress();
        text("REMOTE_PORT", peer == null ? "" : Integer.toString(peer.getPort()));
        if (!facts.user().isEmpty()) {
            text("REMOTE_USER", facts.user());
            text("AUTH_TYPE", facts.variable(ServerVariable.AUTH_TYPE));
        }
    }

    private void redirects() {
        List<Url> previous = facts.previous();
        if (!previous.isEmpty()) {
            text("REDIRECT_URL", previous.getFirst().path());
            if (!previous.getFirst().query().isEmpty()) {
                text("REDIRECT_QUERY_STRING", previous.getFirst().query());
            }
        }
    }

    private void script() {
        Request request = exchange.request();
        text("SCRIPT_FILENAME", script.file());
        text("GATEWAY_INTERFACE", "CGI/1.1");
        text("SERVER_PROTOCOL", request.protocol());
        text("REQUEST_METHOD", request.method());
        text("QUERY_STRING", script.query());
        boolean current = rules.or(FastCgiSettings.CURRENT_URI, false);
        text("REQUEST_URI", current ? script.path() : asked(request.line()));
        text("SCRIPT_NAME", script.name());
        if (!script.info().isEmpty()) {
            text("PATH_INFO", script.info());
            site.place(Url.decoded(script.info(), ""), new Probes())
                    .ifPresent(place -> text("PATH_TRANSLATED", place.file() + place.info()));
        }
    }

    /** The target as the client has sent it. */
    private static String asked(String line) {
        String[] words = line.split(" ", 3);
        return words.length < 2 ? "" : words[1];
    }
}
