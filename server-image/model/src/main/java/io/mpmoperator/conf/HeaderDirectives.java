package io.mpmoperator.conf;

import io.mpmoperator.environment.EnvironmentRule;
import io.mpmoperator.headers.ExpiryCode;
import io.mpmoperator.headers.HeaderRule;
import io.mpmoperator.redirect.RedirectRule;
import io.mpmoperator.rules.HeaderSettings;
import io.mpmoperator.rules.OverrideClass;
import io.mpmoperator.rules.SiteSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Variables, redirects, and the fields of responses. */
final class HeaderDirectives {

    private HeaderDirectives() {}

    static List<Directive> all() {
        List<Directive> all = new ArrayList<>(redirects());
        all.addAll(variables());
        all.addAll(fields());
        return all;
    }

    private static List<Directive> redirects() {
        return List.of(
                redirect("Redirect", "[status] [/path] URL", "Sends clients elsewhere, with what follows the path.")
                        .use(redirect(words -> RedirectRule.redirect(words, true))),
                redirect("RedirectMatch", "[status] pattern URL", "Sends clients elsewhere, by a pattern.")
                        .use(redirect(RedirectRule::redirectMatch)),
                redirect("RedirectPermanent", "/path URL", "Redirect with status 301.")
                        .use(redirect(words -> RedirectRule.redirect(after("permanent", words), true))),
                redirect("RedirectTemp", "/path URL", "Redirect with status 302.")
                        .use(redirect(words -> RedirectRule.redirect(after("temp", words), true))));
    }

    private static Directive.Entry redirect(String name, String syntax, String sentence) {
        return Directive.named(name)
                .anywhere(OverrideClass.FILE_INFO)
                .takes(syntax, 1, 3)
                .repeatedly()
                .says(sentence);
    }

    private static DirectiveKind.Rule<List<RedirectRule>> redirect(Function<List<String>, RedirectRule> parse) {
        return SiteDirectives.rule(HeaderSettings.REDIRECTS, words -> List.of(parse.apply(words)));
    }

    private static List<String> after(String word, List<String> words) {
        List<String> all = new ArrayList<>(List.of(word));
        all.addAll(words);
        return all;
    }

    private static List<Directive> variables() {
        return List.of(
                variable("SetEnvIf", "attribute pattern [!]name[=value] ...", 3)
                        .use(byRequest(words -> EnvironmentRule.setEnvIf(words, false))),
                variable("SetEnvIfNoCase", "attribute pattern [!]name[=value] ...", 3)
                        .use(byRequest(words -> EnvironmentRule.setEnvIf(words, true))),
                variable("SetEnvIfExpr", "expression [!]name[=value] ...", 2)
                        .use(byRequest(EnvironmentRule::setEnvIfExpr)),
                variable("BrowserMatch", "pattern [!]name[=value] ...", 2)
                        .use(byRequest(words -> EnvironmentRule.browserMatch(words, false))),
                variable("BrowserMatchNoCase", "pattern [!]name[=value] ...", 2)
                        .use(byRequest(words -> EnvironmentRule.browserMatch(words, true))),
                variable("SetEnv", "name [value]", 1).use(always(words -> List.of(EnvironmentRule.setEnv(words)))),
                variable("UnsetEnv", "name ...", 1)
                        .use(always(words -> words.stream()
                                .<EnvironmentRule>map(name -> new EnvironmentRule.Always(name, Optional.empty()))
                                .toList())),
                variable("PassEnv", "name ...", 1)
                        .use(always(words -> words.stream()
                                .<EnvironmentRule>map(EnvironmentRule.Pass::new)
                                .toList())));
    }

    private static Directive.Entry variable(String name, String syntax, int least) {
        return Directive.named(name)
                .anywhere(OverrideClass.FILE_INFO)
                .takes(syntax, least, Directive.ANY)
                .repeatedly()
                .says("Sets variables, which conditions ask for and fields hold.");
    }

    private static DirectiveKind.Rule<List<EnvironmentRule>> byRequest(Function<List<String>, EnvironmentRule> parse) {
        return SiteDirectives.rule(HeaderSettings.BY_REQUEST, words -> List.of(parse.apply(words)));
    }

    private static DirectiveKind.Rule<List<EnvironmentRule>> always(
            Function<List<String>, List<EnvironmentRule>> parse) {
        return SiteDirectives.rule(HeaderSettings.ALWAYS, parse);
    }

    private static List<Directive> fields() {
        return List.of(
                Directive.named("Header")
                        .anywhere(OverrideClass.FILE_INFO)
                        .takes("[always] action field [value] [env=name | expr=expression]", 2, 6)
                        .repeatedly()
                        .says("Sets, adds to, changes and takes away fields of responses.")
                        .use(SiteDirectives.rule(HeaderSettings.HEADERS, words -> List.of(HeaderRule.header(words)))),
                Directive.named("RequestHeader")
                        .anywhere(OverrideClass.FILE_INFO)
                        .takes("action field [value] [early | env=name | expr=expression]", 2, 5)
                        .repeatedly()
                        .says("Sets, adds to, changes and takes away fields of requests before they are responded to.")
                        .use(SiteDirectives.rule(
                                HeaderSettings.REQUEST_HEADERS, words -> List.of(HeaderRule.requestHeader(words)))),
                Directive.named("ExpiresActive")
                        .anywhere(OverrideClass.INDEXES)
                        .takes("On | Off")
                        .otherwise("Off")
                        .says("Whether responses say when they expire.")
                        .use(SiteDirectives.rule(HeaderSettings.EXPIRES, SiteSettings::onOff)),
                Directive.named("ExpiresByType")
                        .anywhere(OverrideClass.INDEXES)
                        .takes("type time", 2, 2)
                        .repeatedly()
                        .says("When responses of a media type expire.")
                        .use(SiteDirectives.rule(
                                HeaderSettings.EXPIRES_BY_TYPE,
                                words -> Map.of(
                                        words.getFirst().toLowerCase(Locale.ROOT), ExpiryCode.parse(words.get(1))))),
                Directive.named("ExpiresDefault")
                        .anywhere(OverrideClass.INDEXES)
                        .takes("time")
                        .says("When all other responses expire.")
                        .use(SiteDirectives.rule(
                                HeaderSettings.EXPIRES_OTHERWISE, words -> ExpiryCode.parse(words.getFirst()))));
    }
}
