package io.mpmoperator.conf;

import static io.mpmoperator.rules.OverrideClass.AUTH_CONFIG;

import io.mpmoperator.rules.PasswordSettings;
import io.mpmoperator.rules.SiteSettings;
import java.util.List;
import java.util.Locale;

/** Names and passwords. */
final class PasswordDirectives {

    private PasswordDirectives() {}

    static List<Directive> all() {
        return List.of(
                said("AuthType", "Basic | None")
                        .says("Whether clients are asked for a name and a password, where Require asks for a user.")
                        .use(SiteDirectives.rule(PasswordSettings.BASIC, PasswordDirectives::basic)),
                said("AuthName", "realm")
                        .says("What users are told that a name and a password are for.")
                        .use(SiteDirectives.rule(PasswordSettings.REALM, PasswordDirectives::realm)),
                said("AuthUserFile", "path")
                        .ofPath()
                        .says("The users and the hashes of their passwords, as htpasswd writes them: bcrypt, apr1,"
                                + " SHA and crypt's SHA-256 and SHA-512. It is read again when it has changed.")
                        .use(SiteDirectives.one(PasswordSettings.USER_FILE)),
                said("AuthGroupFile", "path")
                        .ofPath()
                        .says("Groups of users, in lines such as admins: joe ann. It is read again when it has"
                                + " changed.")
                        .use(SiteDirectives.one(PasswordSettings.GROUP_FILE)),
                said("AuthBasicProvider", "file")
                        .otherwise("file")
                        .says("Where users are looked for.")
                        .use(new DirectiveKind.Idle(
                                "the users are those of AuthUserFile", PasswordDirectives::requireFile)),
                said("AuthzSendForbiddenOnFailure", "On | Off")
                        .otherwise("Off")
                        .says("Whether a user who is known and not admitted is 403, and not asked for another"
                                + " password.")
                        .use(SiteDirectives.rule(PasswordSettings.FORBIDDEN_ON_FAILURE, SiteSettings::onOff)));
    }

    private static Directive.Entry said(String name, String syntax) {
        return Directive.named(name).inSections(AUTH_CONFIG).takes(syntax);
    }

    private static boolean basic(List<String> words) {
        return switch (words.getFirst().toLowerCase(Locale.ROOT)) {
            case "basic" -> true;
            case "none" -> false;
            default ->
                throw new IllegalArgumentException(
                        "'%s' is not supported: Basic and None are accepted".formatted(words.getFirst()));
        };
    }

    private static String realm(List<String> words) {
        String realm = words.getFirst();
        if (realm.contains("%{")) {
            throw new IllegalArgumentException("'%s' is an expression: a text is accepted".formatted(realm));
        }
        return realm;
    }

    private static void requireFile(List<String> words) {
        if (!words.getFirst().equalsIgnoreCase("file")) {
            throw new IllegalArgumentException("'%s' is not supported: file is accepted".formatted(words.getFirst()));
        }
    }
}
