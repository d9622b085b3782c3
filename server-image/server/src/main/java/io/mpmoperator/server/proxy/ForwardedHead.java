package io.mpmoperator.server.proxy;

import io.mpmoperator.proxy.BackendUrl;
import io.mpmoperator.rules.ProxySettings;
import io.mpmoperator.rules.ProxySettings.Via;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.server.http.AddressText;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.Request;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;

/** The head of a request as a backend gets it: what belongs to the client's connection stays here (RFC 9110, section 7.6.1). */
final class ForwardedHead {

    /** The host that the backend is told may be another one, and it is asked by this server whether it wants the body. */
    private static final Set<String> WRITTEN_ANEW = Set.of("host", "expect");

    private final StringBuilder head = new StringBuilder(512);
    private final Request request;
    private final Circumstances circumstances;

    private ForwardedHead(Request request, Circumstances circumstances) {
        this.request = request;
        this.circumstances = circumstances;
    }

    /**
     * The bytes of a head.
     *
     * @param last whether no other request is to follow on the connection
     */
    static byte[] of(BackendUrl to, Exchange exchange, Circumstances circumstances, boolean last) {
        ForwardedHead made = new ForwardedHead(exchange.request(), circumstances);
        made.first(to);
        made.fields();
        made.additions(exchange.remoteAddress());
        made.framing();
        made.field("Connection", last ? "close" : "Keep-Alive");
        return made.head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private Rules rules() {
        return circumstances.rules();
    }

    private void first(BackendUrl to) {
        head.append(request.method())
                .append(' ')
                .append(to.path().startsWith("/") ? to.path() : "/" + to.path())
                .append(" HTTP/1.1\r\n");
        String named = request.field("Host");
        boolean preserved = named != null && rules().or(ProxySettings.PRESERVE_HOST, false);
        field("Host", preserved ? named : to.authority());
    }

    private void fields() {
        HopByHop ofConnection = HopByHop.of(request.fields());
        boolean blocksVia = rules().or(ProxySettings.VIA, Via.OFF) == Via.BLOCK;
        for (HttpField field : request.fields()) {
            String name = field.getName().toLowerCase(Locale.ROOT);
            boolean stays = WRITTEN_ANEW.contains(name)
                    || ofConnection.has(name)
                    || isAdded(name)
                    || (blocksVia && name.equals("via"));
            if (!stays) {
                field(field.getName(), field.getValue());
            }
        }
    }

    private boolean isAdded(String name) {
        return switch (name) {
            case "x-forwarded-for", "x-forwarded-host", "x-forwarded-server" ->
                rules().or(ProxySettings.ADD_HEADERS, true);
            case "via" -> addsVia();
            default -> false;
        };
    }

    private boolean addsVia() {
        Via via = rules().or(ProxySettings.VIA, Via.OFF);
        return via == Via.ON || via == Via.FULL;
    }

    private void additions(@Nullable InetSocketAddress client) {
        if (addsVia()) {
            added("Via", "1.1 " + circumstances.serverName());
        }
        if (rules().or(ProxySettings.ADD_HEADERS, true)) {
            if (client != null) {
                added("X-Forwarded-For", AddressText.of(client.getAddress()));
            }
            String host = request.field("Host");
            if (host != null) {
                added("X-Forwarded-Host", host);
            }
            added("X-Forwarded-Server", circumstances.serverName());
        }
    }

    private void added(String name, String value) {
        String before = request.field(name);
        field(name, before == null || before.isEmpty() ? value : before + ", " + value);
    }

    private void framing() {
        if (request.expectsContinue()) {
            field("Expect", "100-continue");
        }
        if (request.contentLength() < 0) {
            field("Transfer-Encoding", "chunked");
        } else if (request.hasBody() || request.fields().contains("Content-Length")) {
            field("Content-Length", Long.toString(request.contentLength()));
        }
    }

    /** Rules may have put anything into a value: what would end the line does not. */
    private void field(String name, @Nullable String value) {
        head.append(name).append(": ");
        String text = value == null ? "" : value;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            head.append(c == '\r' || c == '\n' || c == 0 ? ' ' : c);
        }
        head.append("\r\n");
    }
}
