package io.mpmoperator.conf;

import io.mpmoperator.pattern.ApachePattern;
import io.mpmoperator.rewrite.MapSource;
import io.mpmoperator.rewrite.RewriteDirectory;
import io.mpmoperator.rewrite.RewriteOption;
import io.mpmoperator.rules.OverrideClass;
import io.mpmoperator.rules.RewriteSettings;
import io.mpmoperator.rules.SiteSettings;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Rewriting. */
final class RewriteDirectives {

    /** Fewer would refuse a plain pattern on a long URL. */
    private static final int LEAST_STEPS = 1000;

    private RewriteDirectives() {}

    static List<Directive> all() {
        return List.of(
                rewrite("RewriteEngine", "On | Off", 1, 1)
                        .otherwise("Off")
                        .says("Whether the rules of a server, or of a folder, are applied.")
                        .use(said(words -> RewriteSettings.engine(SiteSettings.onOff(words)))),
                rewrite("RewriteRule", "pattern substitution [flags]", 2, 3)
                        .withBackslashes()
                        .repeatedly()
                        .says("Changes the URL, redirects it, or refuses it.")
                        .use(said(RewriteSettings::rule)),
                rewrite("RewriteCond", "text pattern [flags]", 2, 3)
                        .withBackslashes()
                        .repeatedly()
                        .says("A condition of the next RewriteRule.")
                        .use(said(RewriteSettings::condition)),
                Directive.named("RewriteBase")
                        .inSections(OverrideClass.FILE_INFO)
                        .takes("/path")
                        .says("The URL of the folder whose rules write relative paths.")
                        .use(said(words -> RewriteSettings.base(RewriteDirectory.requireBase(words.getFirst())))),
                rewrite("RewriteOptions", "option ...", 1, Directive.ANY)
                        .repeatedly()
                        .says("Whether the rules of the section around are applied too.")
                        .use(said(words -> RewriteSettings.options(RewriteOption.parse(words)))),
                Directive.named("RegexStepLimit")
                        .in(Context.hosts())
                        .takes("number")
                        .otherwise(Integer.toString(ApachePattern.DEFAULT_STEP_LIMIT))
                        .says("Steps that one match of a pattern may take; a request that needs more is 500.")
                        .use(SiteDirectives.rule(RewriteSettings.REGEX_STEPS, words -> steps(words.getFirst()))),
                Directive.named("RewriteMap")
                        .in(Context.hosts())
                        .takes("name txt:path | int:function", 2, 2)
                        .repeatedly()
                        .says("A table that rules look up.")
                        .use(SiteDirectives.rule(
                                RewriteSettings.MAPS,
                                words -> Map.of(words.getFirst(), MapSource.parse(words.get(1))))));
    }

    private static int steps(String text) {
        int steps = Integers.parse(text);
        if (steps < LEAST_STEPS) {
            throw new IllegalArgumentException("%d is too few: %d and more are accepted".formatted(steps, LEAST_STEPS));
        }
        return steps;
    }

    private static Directive.Entry rewrite(String name, String syntax, int least, int most) {
        return Directive.named(name).anywhere(OverrideClass.FILE_INFO).takes(syntax, least, most);
    }

    private static DirectiveKind.Rule<RewriteSettings> said(Function<List<String>, RewriteSettings> parse) {
        return SiteDirectives.rule(RewriteSettings.SETTING, parse);
    }
}
