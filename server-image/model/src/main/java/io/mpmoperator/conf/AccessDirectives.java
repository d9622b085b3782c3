package io.mpmoperator.conf;

import io.mpmoperator.access.Admission;
import io.mpmoperator.access.HostAccess;
import io.mpmoperator.access.Origin;
import io.mpmoperator.access.RequireDirective;
import io.mpmoperator.rules.AccessSettings;
import io.mpmoperator.rules.AccessSettings.Hosts;
import io.mpmoperator.rules.AccessSettings.Methods;
import io.mpmoperator.rules.AccessSettings.Required;
import io.mpmoperator.rules.OverrideClass;
import java.util.List;

/** Who may have what. */
final class AccessDirectives {

    private AccessDirectives() {}

    static List<Directive> all() {
        return List.of(
                Directive.named("Require")
                        .inSections(OverrideClass.AUTH_CONFIG)
                        .takes(
                                "[not] all granted | all denied | ip ... | local | env ... | method ... | expr ... |"
                                        + " valid-user | user ... | group ...",
                                1,
                                Directive.ANY)
                        .repeatedly()
                        .otherwise("all granted")
                        .says("Who is served; of several one has to be true.")
                        .use(SiteDirectives.rule(
                                AccessSettings.REQUIRED,
                                words -> Required.of(Methods.ALL, RequireDirective.parse(words)))),
                Directive.named("AuthMerging")
                        .inSections(OverrideClass.AUTH_CONFIG)
                        .takes("Off | And | Or")
                        .otherwise("Off")
                        .says("How what is required is put together with what the sections around require.")
                        .use(SiteDirectives.rule(
                                AccessSettings.REQUIRED,
                                words -> Required.of(AccessSettings.Merging.parse(words.getFirst())))),
                Directive.named("Order")
                        .inSections(OverrideClass.LIMIT)
                        .takes("Allow,Deny | Deny,Allow")
                        .otherwise("Deny,Allow")
                        .says("Which of Allow and Deny decides, as in Apache 2.2.")
                        .use(SiteDirectives.rule(
                                AccessSettings.HOSTS,
                                words -> Hosts.order(Methods.ALL, HostAccess.Order.parse(words.getFirst())))),
                Directive.named("Allow")
                        .inSections(OverrideClass.LIMIT)
                        .takes("from all | address ... | env=name", 2, Directive.ANY)
                        .repeatedly()
                        .says("Who is served, as in Apache 2.2.")
                        .use(SiteDirectives.rule(
                                AccessSettings.HOSTS, words -> Hosts.allow(Methods.ALL, Origin.parse(words)))),
                Directive.named("Deny")
                        .inSections(OverrideClass.LIMIT)
                        .takes("from all | address ... | env=name", 2, Directive.ANY)
                        .repeatedly()
                        .says("Who is not served, as in Apache 2.2.")
                        .use(SiteDirectives.rule(
                                AccessSettings.HOSTS, words -> Hosts.deny(Methods.ALL, Origin.parse(words)))),
                Directive.named("Satisfy")
                        .inSections(OverrideClass.AUTH_CONFIG)
                        .takes("All | Any")
                        .otherwise("All")
                        .says("Whether both Require and Allow have to be true, or one of them.")
                        .use(SiteDirectives.rule(
                                AccessSettings.SATISFY, words -> Admission.Satisfy.parse(words.getFirst()))));
    }
}
