package io.mpmoperator.conf;

import java.util.List;

/** HTTPS. */
final class TlsDirectives {

    private TlsDirectives() {}

    static List<Directive> all() {
        return List.of(
                Directive.named(ServerDirectives.CERTIFICATE)
                        .takes("path")
                        .says("The certificate chain in PEM; with it, HTTPS is spoken in place of HTTP.")
                        .use(new Use.Read("the certificate")),
                Directive.named(ServerDirectives.CERTIFICATE_KEY)
                        .takes("path")
                        .says("The private key in PEM.")
                        .use(new Use.Read("the certificate")));
    }
}
