package io.mpmoperator.rules;

import io.mpmoperator.rewrite.MapSource;
import io.mpmoperator.rewrite.RewriteCondition;
import io.mpmoperator.rewrite.RewriteOption;
import io.mpmoperator.rewrite.RewriteRule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a section says of rewriting.
 *
 * @param engine whether rules are applied; empty where it is not said
 * @param lines conditions and rules in their order
 * @param base RewriteBase
 * @param directory that the rules are of, with a slash at its end; empty for those of a server
 */
public record RewriteSettings(
        Optional<Boolean> engine,
        List<Step> lines,
        Optional<String> base,
        Set<RewriteOption> options,
        String directory) {

    /** What is said of rewriting: sections do not take over what the server says. */
    public static final Setting<RewriteSettings> SETTING = Setting.<RewriteSettings>merged(
                    "RewriteRule", RewriteSettings::then)
            .ofServer()
            .overFirst(RewriteSettings::under);

    /** Maps by name. */
    public static final Setting<Map<String, MapSource>> MAPS = Setting.<String, MapSource>map("RewriteMap");

    /** Steps that one match of a pattern may take. */
    public static final Setting<Integer> REGEX_STEPS = Setting.last("RegexStepLimit");

    private static final RewriteSettings NOTHING =
            new RewriteSettings(Optional.empty(), List.of(), Optional.empty(), Set.of(), "");

    /** A condition or a rule. */
    public sealed interface Step {

        /** A RewriteCond. */
        record If(RewriteCondition condition) implements Step {}

        /**
         * A RewriteRule, which is made with the conditions before it.
         *
         * @param arguments that were checked
         */
        record Then(List<String> arguments) implements Step {}
    }

    public RewriteSettings {
        lines = List.copyOf(lines);
        options = Set.copyOf(options);
    }

    /** RewriteEngine. */
    public static RewriteSettings engine(boolean on) {
        return new RewriteSettings(Optional.of(on), List.of(), Optional.empty(), Set.of(), "");
    }

    /**
     * RewriteRule.
     *
     * @throws IllegalArgumentException for arguments that are none
     */
    public static RewriteSettings rule(List<String> arguments) {
        RewriteRule.parse(arguments, List.of());
        return line(new Step.Then(List.copyOf(arguments)));
    }

    /**
     * RewriteCond.
     *
     * @throws IllegalArgumentException for arguments that are none
     */
    public static RewriteSettings condition(List<String> arguments) {
        return line(new Step.If(RewriteCondition.parse(arguments)));
    }

    /** RewriteBase. */
    public static RewriteSettings base(String path) {
        return new RewriteSettings(Optional.empty(), List.of(), Optional.of(path), Set.of(), "");
    }

    /** RewriteOptions. */
    public static RewriteSettings options(Set<RewriteOption> options) {
        return new RewriteSettings(Optional.empty(), List.of(), Optional.empty(), options, "");
    }

    private static RewriteSettings line(Step step) {
        return new RewriteSettings(Optional.empty(), List.of(step), Optional.empty(), Set.of(), "");
    }

    private RewriteSettings then(RewriteSettings after) {
        Set<RewriteOption> both = EnumSet.noneOf(RewriteOption.class);
        both.addAll(options);
        both.addAll(after.options);
        return new RewriteSettings(
                after.engine.or(() -> engine),
                Setting.appended(lines, after.lines),
                after.base.or(() -> base),
                both,
                directory);
    }

    /** What is in force for a section whose outer one says these; it takes over the rules where it asks for that alone. */
    private RewriteSettings under(RewriteSettings inner) {
        List<Step> steps = inner.lines;
        if (inner.options.contains(RewriteOption.INHERIT)) {
            steps = Setting.appended(inner.lines, lines);
        } else if (inner.options.contains(RewriteOption.INHERIT_BEFORE)) {
            steps = Setting.appended(lines, inner.lines);
        }
        return new RewriteSettings(inner.engine.or(() -> engine), steps, inner.base, inner.options, inner.directory);
    }

    /** Rules that say something of rewriting, as said of a directory. */
    public static Rules in(String directory, Rules rules) {
        return rules.get(SETTING)
                .map(said -> rules.replacing(
                        SETTING, new RewriteSettings(said.engine, said.lines, said.base, said.options, directory)))
                .orElse(rules);
    }

    /** What is said; nothing where nothing is. */
    public static RewriteSettings of(Rules rules) {
        return rules.or(SETTING, NOTHING);
    }

    /** Whether there are rules that are applied. */
    public boolean isOn() {
        return engine.orElse(false) && lines.stream().anyMatch(step -> step instanceof Step.Then);
    }

    /** The rules, each with the conditions before it. */
    public List<RewriteRule> rules() {
        List<RewriteRule> rules = new ArrayList<>();
        List<RewriteCondition> conditions = new ArrayList<>();
        for (Step step : lines) {
            switch (step) {
                case Step.If(RewriteCondition condition) -> conditions.add(condition);
                case Step.Then(List<String> arguments) -> {
                    rules.add(RewriteRule.parse(arguments, List.copyOf(conditions)));
                    conditions.clear();
                }
            }
        }
        return rules;
    }
}
