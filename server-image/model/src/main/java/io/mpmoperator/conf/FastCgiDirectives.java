package io.mpmoperator.conf;

import io.mpmoperator.proxy.FastCgiVariable;
import io.mpmoperator.rules.FastCgiSettings;
import io.mpmoperator.rules.FastCgiSettings.BackendType;
import io.mpmoperator.rules.OverrideClass;
import io.mpmoperator.rules.SiteSettings;
import java.util.List;

/** What FastCGI servers are told of requests. */
final class FastCgiDirectives {

    private FastCgiDirectives() {}

    static List<Directive> all() {
        return List.of(
                Directive.named("ServerAdmin")
                        .in(Context.hosts())
                        .takes("address")
                        .says("What FastCGI servers are told as SERVER_ADMIN; no page names it.")
                        .use(SiteDirectives.one(FastCgiSettings.ADMIN)),
                Directive.named("ProxyFCGISetEnvIf")
                        .anywhere(OverrideClass.FILE_INFO)
                        .takes("condition [!]name [value]", 2, 3)
                        .repeatedly()
                        .says("A variable that a FastCGI server is sent, or not sent, where an expression is true.")
                        .use(SiteDirectives.rule(
                                FastCgiSettings.VARIABLES, words -> List.of(FastCgiVariable.parse(words)))),
                Directive.named("ProxyFCGIBackendType")
                        .anywhere(OverrideClass.FILE_INFO)
                        .takes("FPM | Generic")
                        .otherwise("FPM")
                        .says(
                                "Whether SCRIPT_FILENAME begins with proxy:fcgi://, as PHP's server expects, or is a path.")
                        .use(SiteDirectives.rule(
                                FastCgiSettings.BACKEND_TYPE,
                                words -> Choices.parse(BackendType.class, words.getFirst()))),
                Directive.named("CGIPassAuth")
                        .anywhere(OverrideClass.AUTH_CONFIG)
                        .takes("On | Off")
                        .otherwise("Off")
                        .says("Whether a FastCGI server is sent the field Authorization.")
                        .use(SiteDirectives.rule(FastCgiSettings.PASSES_AUTHORIZATION, SiteSettings::onOff)),
                Directive.named("CGIVar")
                        .anywhere(OverrideClass.FILE_INFO)
                        .takes("REQUEST_URI original-uri | current-uri", 2, 2)
                        .otherwise("REQUEST_URI original-uri")
                        .says("Whether REQUEST_URI is what the client has asked for, or what rules have made of it.")
                        .use(SiteDirectives.rule(FastCgiSettings.CURRENT_URI, FastCgiDirectives::currentUri)));
    }

    private static boolean currentUri(List<String> words) {
        if (!words.getFirst().equalsIgnoreCase("REQUEST_URI")) {
            throw new IllegalArgumentException(
                    "'%s' cannot be chosen: REQUEST_URI is accepted".formatted(words.getFirst()));
        }
        return SiteSettings.choose(words.get(1), "current-uri", "original-uri");
    }
}
