package io.mpmoperator.conf;

import io.mpmoperator.rules.NamedCertificate;
import io.mpmoperator.rules.Setting;
import io.mpmoperator.rules.SiteSettings;
import io.mpmoperator.rules.TlsRules;
import java.util.ArrayList;
import java.util.List;

/** HTTPS. */
final class TlsDirectives {

    static final String NAMED = "SSLNamedCertificate";

    private TlsDirectives() {}

    static List<Directive> all() {
        List<Directive> all = new ArrayList<>(inForce());
        all.addAll(idle());
        all.addAll(absent());
        return all;
    }

    private static List<Directive> inForce() {
        return List.of(
                Directive.named("SSLEngine")
                        .in(Context.hosts())
                        .takes("On | Off")
                        .says("Whether HTTPS is spoken; by itself where Listen says https and there is a"
                                + " certificate, and where a certificate is said outside of <VirtualHost> and"
                                + " nothing else says where.")
                        .use(new DirectiveKind.Rule<>(TlsRules.ENGINE, SiteSettings::onOff)),
                Directive.named(TlsRules.STRICT_NAME.name())
                        .in(Context.hosts())
                        .takes("On | Off")
                        .otherwise("Off")
                        .says(
                                "Whether a client that names no host in its first message is refused where there are several;"
                                        + " else it is given the first virtual host of the port.")
                        .use(new DirectiveKind.Rule<>(TlsRules.STRICT_NAME, SiteSettings::onOff)),
                file(ServerDirectives.CERTIFICATE)
                        .says("The certificate chain in PEM; in <VirtualHost> that of the names that it is for.")
                        .use(both(TlsRules.CERTIFICATE)),
                file(ServerDirectives.CERTIFICATE_KEY)
                        .says("The private key in PEM; without it, that in the file of the certificate.")
                        .use(both(TlsRules.KEY)),
                file("SSLCertificateChainFile")
                        .says("More certificates of the chain, in PEM.")
                        .use(new DirectiveKind.Rule<>(TlsRules.CHAIN, TlsDirectives::path)),
                Directive.named(NAMED)
                        .in(Context.server())
                        .takes("certificate key name ...", 3, Directive.ANY)
                        .repeatedly()
                        .says(
                                "Our own: the certificate and the key, both in PEM, for clients that ask for one of these names"
                                        + " (SNI), whichever virtual host responds; *.example.com is each name with one label more.")
                        .use(new DirectiveKind.Rule<>(TlsRules.NAMED, TlsDirectives::named)),
                words("SSLProtocol", "[+|-]version ...", Directive.ANY)
                        .otherwise("TLSv1.2 TLSv1.3")
                        .says("The versions that are spoken; older ones than 1.2 never are.")
                        .use(new DirectiveKind.Rule<>(TlsRules.PROTOCOLS, TlsVersions::parse)),
                words("SSLCipherSuite", "[version] suites", 2)
                        .says("The suites of TLS 1.2, in OpenSSL's words, of those with forward secrecy and"
                                + " authenticated encryption.")
                        .use(new DirectiveKind.Rule<>(TlsRules.SUITES, CipherSuites::parse)));
    }

    private static Directive.Entry file(String name) {
        return Directive.named(name).in(Context.hosts()).takes("path");
    }

    private static Directive.Entry words(String name, String syntax, int most) {
        return Directive.named(name).in(Context.hosts()).takes(syntax, 1, most);
    }

    private static DirectiveKind both(Setting<String> setting) {
        return new DirectiveKind.Both(
                new DirectiveKind.OfProcess((words, conf) -> conf),
                new DirectiveKind.Rule<>(setting, TlsDirectives::path));
    }

    private static String path(List<String> words) {
        Texts.requireOneLine("a path", words.getFirst());
        return words.getFirst();
    }

    private static List<NamedCertificate> named(List<String> words) {
        words.forEach(word -> Texts.requireOneLine("a path", word));
        return List.of(NamedCertificate.parse(words));
    }

    private static List<Directive> idle() {
        return List.of(
                idle("SSLRandomSeed", "the JDK has its own"),
                idle("SSLSessionCache", "the JDK has its own"),
                idle("SSLSessionCacheTimeout", "the JDK has its own"),
                idle("SSLSessionTickets", "the JDK has its own"),
                idle("SSLSessionTicketKeyFile", "the JDK makes keys of its own"),
                idle("SSLPassPhraseDialog", "keys are read without a pass phrase"),
                idle("SSLCryptoDevice", "the JDK computes"),
                idle("SSLOpenSSLConfCmd", "the JDK computes, and not OpenSSL"),
                idle("SSLCompression", "TLS never compresses"),
                idle("SSLHonorCipherOrder", "the server's order decides"),
                idle("SSLUseStapling", "no OCSP responses are stapled"),
                idle("SSLStaplingCache", "no OCSP responses are stapled"),
                idle("SSLStaplingResponderTimeout", "no OCSP responses are stapled"),
                idle("SSLStaplingReturnResponderErrors", "no OCSP responses are stapled"),
                idle("SSLOptions", "variables of TLS are there where they are asked for"),
                idle("SSLVerifyDepth", "no client is asked for a certificate"),
                idle("SSLCACertificateFile", "no client is asked for a certificate"),
                idle("SSLCACertificatePath", "no client is asked for a certificate"),
                idle("SSLCARevocationFile", "no client is asked for a certificate"),
                idle("SSLCADNRequestFile", "no client is asked for a certificate"),
                idle("SSLCADNRequestPath", "no client is asked for a certificate"),
                idle("SSLCARevocationPath", "no client is asked for a certificate"),
                idle("SSLCARevocationCheck", "no client is asked for a certificate"),
                idle("SSLRenegBufferSize", "no client is asked for a certificate"),
                idle("SSLOCSPEnable", "no certificate of a client is asked for its state"),
                idle("SSLOCSPDefaultResponder", "no certificate of a client is asked for its state"),
                idle("SSLOCSPOverrideResponder", "no certificate of a client is asked for its state"),
                idle("SSLOCSPResponseTimeSkew", "no certificate of a client is asked for its state"),
                idle("SSLOCSPResponseMaxAge", "no certificate of a client is asked for its state"),
                idle("SSLOCSPResponderTimeout", "no certificate of a client is asked for its state"),
                idle("SSLOCSPUseRequestNonce", "no certificate of a client is asked for its state"),
                idle("SSLOCSPProxyURL", "no certificate of a client is asked for its state"),
                idle("SSLOCSPNoVerify", "no certificate of a client is asked for its state"),
                idle("SSLOCSPResponderCertificateFile", "no certificate of a client is asked for its state"),
                idle("SSLStaplingResponseTimeSkew", "no OCSP responses are stapled"),
                idle("SSLStaplingResponseMaxAge", "no OCSP responses are stapled"),
                idle("SSLStaplingStandardCacheTimeout", "no OCSP responses are stapled"),
                idle("SSLStaplingFakeTryLater", "no OCSP responses are stapled"),
                idle("SSLStaplingErrorCacheTimeout", "no OCSP responses are stapled"),
                idle("SSLStaplingForceURL", "no OCSP responses are stapled"),
                idle("SSLVHostSNIPolicy", "SSLStrictSNIVHostCheck says what a host without its certificate is"),
                idle("SSLLog", "it is none of Apache 2.4 either"),
                idle("SSLLogLevel", "it is none of Apache 2.4 either"),
                only("SSLVerifyClient", "none", "no client is asked for a certificate"),
                only("SSLInsecureRenegotiation", "off", "renegotiation is refused"));
    }

    private static List<Directive> absent() {
        return List.of(
                absent("SSLRequire", "Require expr is accepted"),
                absent("SSLRequireSSL", "Require expr \"%{HTTPS} == 'on'\" is accepted"),
                absent("SSLUserName", "no client is asked for a certificate"),
                absent("SSLFIPS", "what the JDK offers is what there is"),
                absent("SSLSRPVerifierFile", "certificates are accepted, with SSLCertificateFile"),
                absent("SSLSRPUnknownUserSeed", "certificates are accepted, with SSLCertificateFile"));
    }

    private static Directive idle(String name, String reason) {
        return IdleDirectives.idle(name, reason);
    }

    /** What is accepted where it says what is so anyway. */
    private static Directive only(String name, String accepted, String reason) {
        return Directive.named(name)
                .in(Context.anywhere())
                .takes(accepted)
                .repeatedly()
                .says("Without effect: " + reason + ".")
                .use(new DirectiveKind.Idle(reason, words -> {
                    if (!words.getFirst().equalsIgnoreCase(accepted)) {
                        throw new IllegalArgumentException("%s: %s is accepted".formatted(reason, accepted));
                    }
                }));
    }

    private static Directive absent(String name, String instead) {
        return IdleDirectives.absent(name, instead);
    }
}
