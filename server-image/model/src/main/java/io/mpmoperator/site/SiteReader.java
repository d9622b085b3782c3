package io.mpmoperator.site;

import io.mpmoperator.conf.Directive;
import io.mpmoperator.conf.DirectiveKind;
import io.mpmoperator.conf.Directives;
import io.mpmoperator.conf.SectionType;
import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.pattern.Glob;
import io.mpmoperator.rewrite.RewriteOption;
import io.mpmoperator.rules.FolderSection;
import io.mpmoperator.rules.HostAddress;
import io.mpmoperator.rules.RewriteSettings;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.Sections;
import io.mpmoperator.rules.SiteSettings;
import io.mpmoperator.rules.UrlSection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes the sections of a tree that was checked, in the order in which they are merged. */
public final class SiteReader {

    private SiteReader() {}

    /**
     * What a tree says.
     *
     * @param base what is in force where it says nothing
     * @throws IllegalArgumentException for a tree that was not checked
     */
    public static Site read(Tree tree, Rules base) {
        Parts server = Parts.of(tree.nodes());
        Host main = server.host(List.of(), base, Parts.none());
        List<Host> hosts = new ArrayList<>();
        for (Node node : tree.nodes()) {
            if (node instanceof Section section && type(section) == SectionType.VIRTUAL_HOST_SECTION) {
                List<HostAddress> addresses =
                        section.arguments().stream().map(HostAddress::parse).toList();
                hosts.add(Parts.of(section.children()).host(addresses, base, server));
            }
        }
        return new Site(main, hosts);
    }

    /** What the lines and the sections of a folder's own file say. */
    public static Rules rules(Tree tree) {
        return RuleNodes.rules(tree.nodes());
    }

    private static SectionType type(Section section) {
        return SectionType.named(section.name())
                .orElseThrow(() -> new IllegalArgumentException("<%s> is no section".formatted(section.name())));
    }

    /** What a server or a virtual host says, in the order of the file. */
    private record Parts(Rules own, List<FolderSection> folders, List<UrlSection> urls) {

        static Parts none() {
            return new Parts(Rules.none(), List.of(), List.of());
        }

        static Parts of(List<Node> nodes) {
            List<FolderSection> folders = new ArrayList<>();
            List<UrlSection> urls = new ArrayList<>();
            for (Node node : nodes) {
                if (node instanceof Section section) {
                    Rules rules = RuleNodes.rules(section.children());
                    switch (type(section)) {
                        case DIRECTORY_SECTION, DIRECTORY_MATCH -> folders.add(Sections.folder(section, rules));
                        case LOCATION_SECTION, LOCATION_MATCH -> urls.add(Sections.ofUrl(section, rules));
                        default -> {}
                    }
                }
            }
            return new Parts(RuleNodes.rules(nodes), folders, urls);
        }

        /** With what the server says before it. */
        Host host(List<HostAddress> addresses, Rules base, Parts server) {
            Rules merged = own.over(ofHost(server.own).over(base));
            return new Host(
                    addresses,
                    Host.plain(own.or(SiteSettings.SERVER_NAME, "")),
                    own.all(SiteSettings.SERVER_ALIAS).stream()
                            .map(alias -> Glob.ofText(alias, true))
                            .toList(),
                    merged,
                    Stream.concat(server.folders.stream(), folders.stream())
                            .sorted(Comparator.comparingInt(FolderSection::depth))
                            .toList(),
                    Stream.concat(server.urls.stream(), urls.stream()).toList());
        }

        /** A virtual host takes over what is said of the server, but for what only one of them has. */
        private Rules ofHost(Rules server) {
            RewriteSettings said = RewriteSettings.of(own);
            boolean inherits = said.options().contains(RewriteOption.INHERIT)
                    || said.options().contains(RewriteOption.INHERIT_BEFORE);
            return inherits ? server : server.without(RewriteSettings.SETTING);
        }
    }

    static Rules with(Rules rules, Line line) {
        Directive directive = Directives.named(line.name())
                .orElseThrow(() -> new IllegalArgumentException(line.name() + " is no directive"));
        return switch (directive.use()) {
            case DirectiveKind.Rule<?> rule -> with(rules, rule, directive.arguments(line));
            case DirectiveKind.Both(DirectiveKind.OfProcess _, DirectiveKind.Rule<?> rule) ->
                with(rules, rule, directive.arguments(line));
            case DirectiveKind.OfProcess _,
                    DirectiveKind.MpmNumber _,
                    DirectiveKind.Read _,
                    DirectiveKind.Idle _,
                    DirectiveKind.Absent _ -> rules;
        };
    }

    private static <T> Rules with(Rules rules, DirectiveKind.Rule<T> rule, List<String> arguments) {
        return rules.with(rule.setting(), rule.parse().apply(arguments));
    }
}
