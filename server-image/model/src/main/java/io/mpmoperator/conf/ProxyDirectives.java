package io.mpmoperator.conf;

import io.mpmoperator.proxy.CookieMapping;
import io.mpmoperator.proxy.ProxyMapping;
import io.mpmoperator.proxy.ReverseMapping;
import io.mpmoperator.proxy.WorkerLine;
import io.mpmoperator.rules.ProxySettings;
import io.mpmoperator.rules.ProxySettings.EncodedSlashes;
import io.mpmoperator.rules.ProxySettings.ErrorOverride;
import io.mpmoperator.rules.ProxySettings.Via;
import io.mpmoperator.rules.SiteSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Requests that go to backends. */
final class ProxyDirectives {

    private ProxyDirectives() {}

    static List<Directive> all() {
        List<Directive> all = new ArrayList<>(mappings());
        all.addAll(fields());
        all.addAll(workers());
        all.addAll(encryption());
        return all;
    }

    private static Set<Context> withSections() {
        return EnumSet.of(Context.SERVER, Context.VIRTUAL_HOST, Context.LOCATION);
    }

    private static Set<Context> withProxy() {
        return EnumSet.of(Context.SERVER, Context.VIRTUAL_HOST, Context.PROXY);
    }

    private static List<Directive> mappings() {
        return List.of(
                Directive.named("ProxyPass")
                        .in(withSections())
                        .takes("[path] ! | URL [key=value ...] [nocanon]", 1, Directive.ANY)
                        .repeatedly()
                        .says("A path whose requests go to a backend; the first that is for a path counts.")
                        .use(SiteDirectives.rule(ProxySettings.MAPPINGS, words -> List.of(ProxyMapping.prefix(words)))),
                Directive.named("ProxyPassMatch")
                        .in(withSections())
                        .takes("[pattern] ! | URL [key=value ...] [nocanon]", 1, Directive.ANY)
                        .repeatedly()
                        .says("Paths that match a pattern, whose requests go to a backend.")
                        .use(SiteDirectives.rule(
                                ProxySettings.MAPPINGS, words -> List.of(ProxyMapping.pattern(words)))),
                Directive.named("ProxyPassReverse")
                        .in(withSections())
                        .takes("[path] URL", 1, 2)
                        .repeatedly()
                        .says("What a URL in Location, Content-Location and URI of a backend's response is here.")
                        .use(SiteDirectives.rule(ProxySettings.REVERSE, words -> List.of(ReverseMapping.parse(words)))),
                cookie("ProxyPassReverseCookieDomain", CookieMapping.DOMAIN, "The domain of a backend's cookies here."),
                cookie("ProxyPassReverseCookiePath", CookieMapping.PATH, "The path of a backend's cookies here."),
                Directive.named("AllowEncodedSlashes")
                        .in(Context.hosts())
                        .takes("Off | On | NoDecode")
                        .otherwise("Off")
                        .says("Whether a path that is forwarded may have encoded slashes; no file has a name with one.")
                        .use(SiteDirectives.rule(
                                ProxySettings.ENCODED_SLASHES,
                                words -> Choices.parse(EncodedSlashes.class, words.getFirst()))));
    }

    private static Directive cookie(String name, String attribute, String sentence) {
        return Directive.named(name)
                .in(withSections())
                .takes("theirs ours", 2, 2)
                .repeatedly()
                .says(sentence)
                .use(SiteDirectives.rule(
                        ProxySettings.COOKIES,
                        words -> List.of(new CookieMapping(attribute, words.getFirst(), words.get(1)))));
    }

    private static List<Directive> fields() {
        return List.of(
                Directive.named("ProxyPreserveHost")
                        .in(Context.hostsAndSections())
                        .takes("On | Off")
                        .otherwise("Off")
                        .says("Whether a backend is told the host that the client has named, and not its own.")
                        .use(SiteDirectives.rule(ProxySettings.PRESERVE_HOST, SiteSettings::onOff)),
                Directive.named("ProxyAddHeaders")
                        .in(Context.hostsAndSections())
                        .takes("On | Off")
                        .otherwise("On")
                        .says("Whether X-Forwarded-For, X-Forwarded-Host and X-Forwarded-Server are added.")
                        .use(SiteDirectives.rule(ProxySettings.ADD_HEADERS, SiteSettings::onOff)),
                Directive.named("ProxyErrorOverride")
                        .in(Context.hostsAndSections())
                        .takes("On | Off [code ...]", 1, Directive.ANY)
                        .otherwise("Off")
                        .says("Whether errors of a backend have the pages of this server, all or some codes.")
                        .use(SiteDirectives.rule(ProxySettings.ERROR_OVERRIDE, ProxyDirectives::errors)),
                Directive.named("ProxyTimeout")
                        .in(Context.hosts())
                        .takes("seconds")
                        .says("How long a backend may make no progress; Timeout where it is not written.")
                        .use(SiteDirectives.rule(ProxySettings.TIMEOUT, words -> Intervals.parse(words.getFirst()))),
                Directive.named("ProxyVia")
                        .in(Context.hosts())
                        .takes("On | Off | Full | Block")
                        .otherwise("Off")
                        .says("Whether the field Via is added, or taken away.")
                        .use(SiteDirectives.rule(
                                ProxySettings.VIA, words -> Choices.parse(Via.class, words.getFirst()))),
                Directive.named("ProxyRequests")
                        .in(Context.hosts())
                        .takes("Off")
                        .says("Without effect: the server is no forward proxy.")
                        .use(new DirectiveKind.Idle("the server is no forward proxy", ProxyDirectives::requireOff)));
    }

    private static List<Directive> workers() {
        return List.of(
                Directive.named("ProxySet")
                        .in(withProxy())
                        .takes("[URL] key=value ...", 1, Directive.ANY)
                        .repeatedly()
                        .says("What is said of a backend.")
                        .use(SiteDirectives.rule(ProxySettings.WORKERS, words -> List.of(WorkerLine.parse(words)))),
                IdleDirectives.absent("BalancerMember", "one backend is accepted, as the Service of a cluster is"));
    }

    private static List<Directive> encryption() {
        return List.of(
                onOff("SSLProxyEngine", "Off")
                        .says("Whether TLS is spoken to backends whose URL says https.")
                        .use(SiteDirectives.rule(ProxySettings.TLS, SiteSettings::onOff)),
                Directive.named("SSLProxyVerify")
                        .in(withProxy())
                        .takes("require | none")
                        .otherwise("require")
                        .says("Whether the certificate of a backend is verified.")
                        .use(SiteDirectives.rule(ProxySettings.TLS_VERIFIED, ProxyDirectives::verified)),
                onOff("SSLProxyCheckPeerName", "On")
                        .says("Whether the certificate of a backend has to have the name of its URL.")
                        .use(SiteDirectives.rule(ProxySettings.TLS_NAMED, SiteSettings::onOff)),
                onOff("SSLProxyCheckPeerCN", "On")
                        .says("Without effect: SSLProxyCheckPeerName comes before it.")
                        .use(new DirectiveKind.Idle("SSLProxyCheckPeerName says it", SiteSettings::onOff)),
                onOff("SSLProxyCheckPeerExpire", "On")
                        .says("Without effect: a certificate that has ended is refused where it is verified.")
                        .use(new DirectiveKind.Idle("SSLProxyVerify says it", SiteSettings::onOff)),
                Directive.named("SSLProxyCACertificateFile")
                        .in(withProxy())
                        .takes("path")
                        .ofPath()
                        .says("The authorities whose certificates backends may have; those of the runtime without it.")
                        .use(SiteDirectives.one(ProxySettings.TLS_AUTHORITIES)));
    }

    private static Directive.Entry onOff(String name, String otherwise) {
        return Directive.named(name).in(withProxy()).takes("On | Off").otherwise(otherwise);
    }

    private static boolean verified(List<String> words) {
        return switch (words.getFirst().toLowerCase(Locale.ROOT)) {
            case "require", "optional" -> true;
            case "none", "optional_no_ca" -> false;
            default ->
                throw new IllegalArgumentException(
                        "'%s' is not known: require and none are accepted".formatted(words.getFirst()));
        };
    }

    private static ErrorOverride errors(List<String> words) {
        Set<Integer> codes = words.stream().skip(1).map(Integers::parse).collect(Collectors.toSet());
        if (codes.stream().anyMatch(code -> code < 300 || code > 599)) {
            throw new IllegalArgumentException("codes from 300 to 599 are accepted, not %s".formatted(codes));
        }
        return new ErrorOverride(SiteSettings.onOff(words), codes);
    }

    private static void requireOff(List<String> words) {
        if (!words.getFirst().equalsIgnoreCase("off")) {
            throw new IllegalArgumentException("the server is no forward proxy: Off is accepted");
        }
    }
}
