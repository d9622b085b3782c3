package io.mpmoperator.server.proxy;

import io.mpmoperator.proxy.CookieMapping;
import io.mpmoperator.proxy.ReverseMapping;
import io.mpmoperator.rules.ProxySettings;
import io.mpmoperator.rules.ProxySettings.Via;
import io.mpmoperator.rules.Rules;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/** The fields of a backend's response as the client gets them. */
final class ClientFields {

    private static final String OF_THE_PROXY = "proxy-authenticate";
    private static final Set<String> URLS = Set.of("location", "content-location", "uri", "destination");

    private ClientFields() {}

    /** Without what belongs to the backend's connection, and with URLs and cookies mapped back. */
    static HttpFields of(HttpFields received, Circumstances circumstances) {
        Rules rules = circumstances.rules();
        HopByHop ofConnection = HopByHop.of(received);
        List<ReverseMapping> mappings = rules.all(ProxySettings.REVERSE);
        HttpFields.Mutable fields = HttpFields.build();
        for (HttpField field : received) {
            String name = field.getName().toLowerCase(Locale.ROOT);
            String value = field.getValue() == null ? "" : field.getValue();
            if (ofConnection.has(name) || name.equals(OF_THE_PROXY)) {
                continue;
            }
            if (URLS.contains(name)) {
                fields.add(field.getName(), ReverseMapping.mapped(mappings, value, circumstances.origin()));
            } else if (name.equals("set-cookie")) {
                fields.add(field.getName(), CookieMapping.mapped(rules.all(ProxySettings.COOKIES), value));
            } else {
                fields.add(field);
            }
        }
        via(fields, rules.or(ProxySettings.VIA, Via.OFF), circumstances);
        return fields.asImmutable();
    }

    private static void via(HttpFields.Mutable fields, Via via, Circumstances circumstances) {
        switch (via) {
            case ON, FULL -> fields.add("Via", "1.1 " + circumstances.serverName());
            case BLOCK -> fields.remove("Via");
            case OFF -> {}
        }
    }
}
