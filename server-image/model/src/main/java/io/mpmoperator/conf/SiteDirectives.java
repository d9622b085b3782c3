package io.mpmoperator.conf;

import static io.mpmoperator.rules.OverrideClass.AUTH_CONFIG;
import static io.mpmoperator.rules.OverrideClass.FILE_INFO;
import static io.mpmoperator.rules.OverrideClass.INDEXES;
import static io.mpmoperator.rules.OverrideClass.OPTIONS;

import io.mpmoperator.proxy.BackendUrl;
import io.mpmoperator.rules.Alias;
import io.mpmoperator.rules.ErrorDocument;
import io.mpmoperator.rules.Options;
import io.mpmoperator.rules.OverrideClass;
import io.mpmoperator.rules.Setting;
import io.mpmoperator.rules.SiteSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** Which files there are for a URL, and what is said of them. */
final class SiteDirectives {

    static final String NO_DIRECTORY_INDEX = "disabled";

    private SiteDirectives() {}

    static List<Directive> all() {
        List<Directive> all = new ArrayList<>(hosts());
        all.addAll(folders());
        all.addAll(types());
        all.addAll(ours());
        return all;
    }

    private static int indexRedirect(List<String> words) {
        String word = words.getFirst().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "off" -> 0;
            case "on", "temp" -> 302;
            case "permanent" -> 301;
            case "seeother" -> 303;
            default -> {
                if (!word.matches("3[0-9]{2}")) {
                    throw new IllegalArgumentException("'" + word
                            + "' is not known: On, Off, permanent, temp, seeother and 300 to 399 are accepted");
                }
                yield Integer.parseInt(word);
            }
        };
    }

    private static boolean pathInfo(List<String> words) {
        return switch (words.getFirst().toLowerCase(Locale.ROOT)) {
            case "on" -> true;
            case "off", "default" -> false;
            default ->
                throw new IllegalArgumentException(
                        "'" + words.getFirst() + "' is not known: On, Off and Default are accepted");
        };
    }

    private static boolean canonical(List<String> words) {
        if (words.getFirst().equalsIgnoreCase("DNS")) {
            throw new IllegalArgumentException("'DNS' asks a name server for each request: On and Off are accepted");
        }
        return SiteSettings.onOff(words);
    }

    private static List<Directive> hosts() {
        return List.of(
                Directive.named("ServerName")
                        .in(Context.hosts())
                        .takes("[scheme://]name[:port]")
                        .says("The name by which a virtual host is chosen.")
                        .use(one(SiteSettings.SERVER_NAME)),
                Directive.named("ServerAlias")
                        .in(Set.of(Context.VIRTUAL_HOST))
                        .takes("name ...", 1, Directive.ANY)
                        .repeatedly()
                        .says("Other names of a virtual host; * and ? are wildcards.")
                        .use(rule(SiteSettings.SERVER_ALIAS, List::copyOf)),
                Directive.named("UseCanonicalName")
                        .in(Context.hostsAndSections())
                        .takes("On | Off")
                        .otherwise("Off")
                        .says(
                                "Whether redirects and %{SERVER_NAME} have the name and the port of ServerName, and not those that the"
                                        + " client has named.")
                        .use(rule(SiteSettings.CANONICAL_NAME, SiteDirectives::canonical)),
                Directive.named("DocumentRoot")
                        .in(Context.hosts())
                        .takes("path")
                        .otherwise("htdocs")
                        .says("The folder of the files.")
                        .use(new DirectiveKind.Both(
                                ServerDirectives.one((text, conf) -> conf.withDocumentRoot(text)),
                                one(SiteSettings.DOCUMENT_ROOT))),
                Directive.named("Alias")
                        .in(Set.of(Context.SERVER, Context.VIRTUAL_HOST, Context.LOCATION))
                        .takes("/path folder", 2, 2)
                        .repeatedly()
                        .says("A URL that another folder or file is behind.")
                        .use(alias(words -> new Alias(words.getFirst(), false, words.get(1)))),
                Directive.named("AliasMatch")
                        .in(Context.hosts())
                        .takes("pattern folder", 2, 2)
                        .repeatedly()
                        .says("URLs that another folder or file is behind, which may have $1 in its name.")
                        .use(alias(words -> new Alias(words.getFirst(), true, words.get(1)))),
                Directive.named("ScriptAlias")
                        .in(Context.hosts())
                        .takes("/path folder", 2, 2)
                        .repeatedly()
                        .says("No programs are run: what is below the path is 404.")
                        .use(alias(words -> new Alias(words.getFirst(), false, ""))),
                Directive.named("ScriptAliasMatch")
                        .in(Context.hosts())
                        .takes("pattern folder", 2, 2)
                        .repeatedly()
                        .says("No programs are run: what matches is 404.")
                        .use(alias(words -> new Alias(words.getFirst(), true, ""))),
                Directive.named("AccessFileName")
                        .in(Context.hosts())
                        .takes("name ...", 1, Directive.ANY)
                        .otherwise(".htaccess")
                        .says("The files that say more of the folder that they are in.")
                        .use(rule(SiteSettings.ACCESS_FILE_NAME, List::copyOf)));
    }

    private static List<Directive> folders() {
        return List.of(
                Directive.named("DirectoryIndex")
                        .anywhere(INDEXES)
                        .takes("file ... | disabled", 1, Directive.ANY)
                        .otherwise("index.html")
                        .says("Files that respond for a folder, the first that exists.")
                        .use(new DirectiveKind.Both(
                                new DirectiveKind.OfProcess(
                                        (names, conf) -> conf.withDirectoryIndex(SiteSettings.orDisabled(names))),
                                rule(SiteSettings.DIRECTORY_INDEX, SiteSettings::orDisabled))),
                Directive.named("DirectoryIndexRedirect")
                        .anywhere(INDEXES)
                        .takes("On | Off | permanent | temp | seeother | 3xx")
                        .otherwise("Off")
                        .says("Whether a client is sent to the file that responds for a folder, and with which status.")
                        .use(rule(SiteSettings.INDEX_REDIRECT, SiteDirectives::indexRedirect)),
                Directive.named("DirectorySlash")
                        .anywhere(INDEXES)
                        .takes("On | Off")
                        .otherwise("On")
                        .says("Whether a folder that is asked for without a slash at its end is redirected to it.")
                        .use(rule(SiteSettings.DIRECTORY_SLASH, SiteSettings::onOff)),
                Directive.named("FallbackResource")
                        .anywhere(INDEXES)
                        .takes("/path | disabled")
                        .otherwise("disabled")
                        .says("The URL that responds where there is no file.")
                        .use(rule(
                                SiteSettings.FALLBACK_RESOURCE,
                                words -> SiteSettings.isDisabled(words.getFirst()) ? "" : words.getFirst())),
                Directive.named("AcceptPathInfo")
                        .anywhere(FILE_INFO)
                        .takes("On | Off | Default")
                        .otherwise("Default")
                        .says("Whether a file responds where more names follow its own; by default it is 404.")
                        .use(rule(SiteSettings.PATH_INFO_ACCEPTED, SiteDirectives::pathInfo)),
                Directive.named("Options")
                        .anywhere(OPTIONS)
                        .takes("[+|-]option ...", 1, Directive.ANY)
                        .otherwise("FollowSymLinks")
                        .says("Indexes lists folders. FollowSymLinks has no effect: links are followed below"
                                + " DocumentRoot.")
                        .use(rule(Options.SETTING, Options::parse)),
                Directive.named("AllowOverride")
                        .in(Set.of(Context.DIRECTORY))
                        .takes("All | None | class ...", 1, Directive.ANY)
                        .otherwise("None")
                        .says("What may be written in .htaccess.")
                        .use(rule(OverrideClass.ALLOWED, OverrideClass::parse)),
                Directive.named("ErrorDocument")
                        .anywhere(FILE_INFO)
                        .takes("code text | /path | URL", 2, 2)
                        .repeatedly()
                        .says("What is sent for an error.")
                        .use(rule(ErrorDocument.SETTING, ErrorDocument::parse)));
    }

    private static List<Directive> types() {
        return List.of(
                Directive.named("ForceType")
                        .anywhere(FILE_INFO)
                        .takes("type | None")
                        .says("The media type of all files.")
                        .use(one(SiteSettings.FORCE_TYPE)),
                Directive.named("AddDefaultCharset")
                        .anywhere(FILE_INFO)
                        .takes("On | Off | charset")
                        .otherwise("Off")
                        .says("The charset of text/plain and text/html; On is utf-8 here, as Off is.")
                        .use(rule(SiteSettings.DEFAULT_CHARSET, SiteDirectives::charset)),
                byExtension("AddType", "type extension ...", "The media type of files with these extensions.")
                        .use(rule(SiteSettings.TYPES, SiteSettings::byExtension)),
                Directive.named("TypesConfig")
                        .takes("path")
                        .ofPath()
                        .says("Media types by extension, beside those of httpd's mime.types, which are built in.")
                        .use(one(SiteSettings.TYPES_FILE)),
                byExtension("AddEncoding", "coding extension ...", "The content coding of files with these extensions.")
                        .use(rule(SiteSettings.ENCODINGS, SiteSettings::byExtension)),
                byExtension("AddCharset", "charset extension ...", "The charset of files with these extensions.")
                        .use(rule(SiteSettings.CHARSETS, SiteSettings::byExtension)),
                byExtension("AddLanguage", "language extension ...", "The language of files with these extensions.")
                        .use(rule(SiteSettings.LANGUAGES, SiteSettings::byExtension)),
                removing("RemoveType").use(rule(SiteSettings.TYPES, SiteSettings::without)),
                removing("RemoveEncoding").use(rule(SiteSettings.ENCODINGS, SiteSettings::without)),
                removing("RemoveCharset").use(rule(SiteSettings.CHARSETS, SiteSettings::without)),
                removing("RemoveLanguage").use(rule(SiteSettings.LANGUAGES, SiteSettings::without)),
                Directive.named("FileETag")
                        .anywhere(FILE_INFO)
                        .takes("None | All | [+|-]MTime | Size | INode | Digest", 1, Directive.ANY)
                        .otherwise("MTime Size")
                        .says("What entity tags are made of.")
                        .use(rule(SiteSettings.FILE_ETAG, SiteSettings::tagParts)),
                Directive.named("SetHandler")
                        .anywhere(FILE_INFO)
                        .takes(
                                "proxy:fcgi://host:port | proxy:unix:/path|fcgi://localhost | server-status | name | None")
                        .says(
                                "What responds in place of the files; a handler that is not there leaves it to the files.")
                        .use(rule(SiteSettings.HANDLER, SiteDirectives::handler)));
    }

    private static Directive.Entry byExtension(String name, String syntax, String sentence) {
        return Directive.named(name)
                .anywhere(FILE_INFO)
                .takes(syntax, 2, Directive.ANY)
                .repeatedly()
                .says(sentence);
    }

    private static Directive.Entry removing(String name) {
        return Directive.named(name)
                .in(Context.sectionsAndFiles())
                .anywhere(FILE_INFO)
                .takes("extension ...", 1, Directive.ANY)
                .repeatedly()
                .says("Takes back what was said of files with these extensions.");
    }

    private static List<Directive> ours() {
        return List.of(
                Directive.named("HiddenFiles")
                        .anywhere(AUTH_CONFIG)
                        .takes("Deny | Allow")
                        .otherwise("Deny")
                        .says("Whether files are 404 whose names begin with a dot; /.well-known is always served.")
                        .use(rule(
                                SiteSettings.HIDDEN_FILES_DENIED,
                                words -> SiteSettings.choose(words.getFirst(), "Deny", "Allow"))),
                Directive.named("FileMethods")
                        .anywhere(FILE_INFO)
                        .takes("Strict | Apache")
                        .otherwise("Strict")
                        .says("Whether a POST to a file is 405, or is answered as Apache does, as a GET.")
                        .use(rule(
                                SiteSettings.STRICT_METHODS,
                                words -> SiteSettings.choose(words.getFirst(), "Strict", "Apache"))));
    }

    private static String charset(List<String> words) {
        String word = words.getFirst();
        return word.equalsIgnoreCase("off") ? "" : word.equalsIgnoreCase("on") ? "utf-8" : word;
    }

    private static String handler(List<String> words) {
        String handler = words.getFirst();
        if (handler.equalsIgnoreCase("none") || handler.equalsIgnoreCase("default-handler")) {
            return "";
        }
        if (BackendUrl.isHandler(handler)) {
            var _ = BackendUrl.ofHandler(handler);
            return handler;
        }
        if (handler.contains("php")) {
            throw new IllegalArgumentException(
                    "'%s' is no handler of this server, and files would be sent as they are: proxy:fcgi://host:9000, server-status, default-handler and None are accepted; Java handlers are mounted by Handler"
                            .formatted(handler));
        }
        return handler.equalsIgnoreCase("server-status") ? "server-status" : "";
    }

    private static DirectiveKind.Rule<List<Alias>> alias(Function<List<String>, Alias> parse) {
        return rule(SiteSettings.ALIASES, words -> List.of(parse.apply(words)));
    }

    static DirectiveKind.Rule<String> one(Setting<String> setting) {
        return rule(setting, List::getFirst);
    }

    static <T> DirectiveKind.Rule<T> rule(Setting<T> setting, Function<List<String>, T> parse) {
        return new DirectiveKind.Rule<>(setting, parse);
    }
}
