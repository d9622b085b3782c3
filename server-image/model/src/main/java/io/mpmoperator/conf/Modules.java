package io.mpmoperator.conf;

import io.mpmoperator.mpm.Mode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Modules of Apache whose directives this server has, by name and by file, as IfModule asks for them. */
public final class Modules {

    private static final Set<String> PRESENT = Set.of(
            "core",
            "http_core",
            "so",
            "unixd",
            "log_config",
            "logio",
            "watchdog",
            "status",
            "version",
            "mime",
            "dir",
            "alias",
            "env",
            "setenvif",
            "headers",
            "expires",
            "rewrite",
            "authz_core",
            "authz_host",
            "authz_user",
            "authz_groupfile",
            "authn_core",
            "authn_file",
            "auth_basic",
            "deflate",
            "filter",
            "access_compat",
            "autoindex",
            "remoteip",
            "ssl",
            "socache_shmcb",
            "reqtimeout",
            "proxy",
            "proxy_http");

    private static final String TLS = "ssl";

    private Modules() {}

    /** Whether a module is there: {@code rewrite_module}, {@code mod_rewrite.c}, {@code mpm_event_module}, {@code event.c}. */
    public static boolean has(String module, Mode mode) {
        String name = name(module);
        return PRESENT.contains(name) || mpm(name).filter(mode::equals).isPresent();
    }

    /**
     * The same where modules are loaded by name: TLS, whose module opens ports, is then there where it is one of them. A module that
     * chooses the mode says nothing of others.
     */
    static boolean has(String module, Mode mode, Set<String> loaded) {
        boolean named = loaded.stream().anyMatch(one -> modeOf(one).isEmpty());
        boolean left = named
                && name(module).equals(TLS)
                && loaded.stream().noneMatch(one -> name(one).equals(TLS));
        return !left && has(module, mode);
    }

    /** The mode that a module is; empty for one that is no multi-processing module. */
    public static Optional<Mode> modeOf(String module) {
        return mpm(name(module));
    }

    private static Optional<Mode> mpm(String name) {
        return switch (name) {
            case "mpm_prefork", "prefork" -> Optional.of(Mode.PREFORK);
            case "mpm_worker", "worker" -> Optional.of(Mode.WORKER);
            case "mpm_event", "event" -> Optional.of(Mode.EVENT);
            default -> Optional.empty();
        };
    }

    private static String name(String module) {
        String name = module.toLowerCase(Locale.ROOT);
        name = name.startsWith("mod_") ? name.substring("mod_".length()) : name;
        name = name.endsWith(".c") ? name.substring(0, name.length() - ".c".length()) : name;
        return name.endsWith("_module") ? name.substring(0, name.length() - "_module".length()) : name;
    }
}
