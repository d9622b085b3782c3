package io.mpmoperator.conf;

import io.mpmoperator.remoteip.TrustedProxy;
import io.mpmoperator.rules.RemoteIpSettings;
import io.mpmoperator.rules.RemoteIpSettings.ProxyFile;
import io.mpmoperator.rules.SiteSettings;
import java.util.List;

/** Who a client is behind proxies. */
final class RemoteIpDirectives {

    private RemoteIpDirectives() {}

    static List<Directive> all() {
        return List.of(
                one(
                        RemoteIpSettings.HEADER.name(),
                        "field",
                        "The field in which proxies that are believed name the client; of these, X-Forwarded-Proto"
                                + " names the scheme.",
                        new DirectiveKind.Rule<>(RemoteIpSettings.HEADER, RemoteIpSettings::field)),
                several(
                        "RemoteIPInternalProxy",
                        "Proxies that are believed whatever address they name.",
                        new DirectiveKind.Rule<>(RemoteIpSettings.PROXIES, words -> TrustedProxy.parse(words, true))),
                several(
                        "RemoteIPTrustedProxy",
                        "Proxies that are believed when the address that they name is none of a private network.",
                        new DirectiveKind.Rule<>(RemoteIpSettings.PROXIES, words -> TrustedProxy.parse(words, false))),
                file("RemoteIPInternalProxyList", true),
                file("RemoteIPTrustedProxyList", false),
                one(
                        RemoteIpSettings.PROXIES_HEADER.name(),
                        "field",
                        "The field in which the trusted proxies of a request are passed on.",
                        new DirectiveKind.Rule<>(RemoteIpSettings.PROXIES_HEADER, RemoteIpSettings::field)),
                one(
                        RemoteIpSettings.PROXY_PROTOCOL.name(),
                        "On | Off",
                        "Whether each connection begins with a header of the PROXY protocol, version 1 or 2.",
                        new DirectiveKind.Rule<>(RemoteIpSettings.PROXY_PROTOCOL, SiteSettings::onOff)),
                several(
                        RemoteIpSettings.EXCEPTIONS.name(),
                        "Peers whose connections begin with no header of the PROXY protocol.",
                        new DirectiveKind.Rule<>(RemoteIpSettings.EXCEPTIONS, RemoteIpSettings::ranges)));
    }

    private static Directive one(String name, String syntax, String sentence, DirectiveKind use) {
        return Directive.named(name)
                .in(Context.hosts())
                .takes(syntax)
                .says(sentence)
                .use(use);
    }

    private static Directive several(String name, String sentence, DirectiveKind use) {
        return Directive.named(name)
                .in(Context.hosts())
                .takes("address | network ...", 1, Directive.ANY)
                .repeatedly()
                .says(sentence)
                .use(use);
    }

    private static Directive file(String name, boolean internal) {
        return Directive.named(name)
                .in(Context.hosts())
                .takes("path")
                .ofPath()
                .repeatedly()
                .says("A file with such proxies, one network a line, read when the configuration is taken up.")
                .use(new DirectiveKind.Rule<>(
                        RemoteIpSettings.FILES, words -> List.of(new ProxyFile(words.getFirst(), internal))));
    }
}
