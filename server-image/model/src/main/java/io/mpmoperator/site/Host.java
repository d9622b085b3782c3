package io.mpmoperator.site;

import io.mpmoperator.pattern.Glob;
import io.mpmoperator.rules.FolderSection;
import io.mpmoperator.rules.HostAddress;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.SiteSettings;
import io.mpmoperator.rules.UrlSection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A virtual host, or the server itself where none is chosen: what is said of its URLs.
 *
 * @param addresses that it is for; none for the server itself
 * @param name without scheme and port, in lower case; empty where it has none
 * @param own what it says outside of its sections
 * @param folders in the order in which they are merged
 * @param urls in the order in which they are merged
 */
public record Host(
        List<HostAddress> addresses,
        String name,
        List<Glob> aliases,
        Rules own,
        List<FolderSection> folders,
        List<UrlSection> urls) {

    public Host {
        addresses = List.copyOf(addresses);
        aliases = List.copyOf(aliases);
        folders = List.copyOf(folders);
        urls = List.copyOf(urls);
    }

    /** Whether a name that a client asks for is one of its. */
    boolean isNamed(String host) {
        return name.equals(host) || aliases.stream().anyMatch(alias -> alias.matches(host));
    }

    /** A name without the scheme and the port that ServerName may have. */
    static String plain(String serverName) {
        int scheme = serverName.indexOf("://");
        String name = scheme < 0 ? serverName : serverName.substring(scheme + 3);
        return withoutPort(name).toLowerCase(Locale.ROOT);
    }

    /** A host without its port. */
    public static String withoutPort(String host) {
        int colon = host.startsWith("[") ? host.indexOf(':', host.indexOf(']') + 1) : host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    /** The name that it has, or the server where it has none; empty where neither is said. */
    public String canonicalName() {
        return plain(own.or(SiteSettings.SERVER_NAME, ""));
    }

    /** The port of a host, empty where it has none. */
    public static String port(String host) {
        String rest = host.substring(withoutPort(host).length());
        return rest.isEmpty() ? "" : rest.substring(1);
    }

    /** The port that ServerName has; empty where it has none. */
    public String port() {
        String named = own.or(SiteSettings.SERVER_NAME, "");
        int scheme = named.indexOf("://");
        return port(scheme < 0 ? named : named.substring(scheme + 3));
    }

    /** The scheme that ServerName has, as that of a server behind another that speaks TLS. */
    public Optional<String> scheme() {
        String named = own.or(SiteSettings.SERVER_NAME, "");
        int end = named.indexOf("://");
        return end < 0 ? Optional.empty() : Optional.of(named.substring(0, end).toLowerCase(Locale.ROOT));
    }

    /** Whether it is for requests at every port. */
    boolean isForEveryPort() {
        return addresses.stream().anyMatch(address -> address.port() == 0);
    }

    /** Whether it is for requests at a port; at 0, which is any, every one is. */
    boolean isForPort(int port) {
        return port == 0 || addresses.stream().anyMatch(address -> address.port() == 0 || address.port() == port);
    }

    /** The folder of its files, as it is written. */
    public String documentRoot() {
        return own.or(SiteSettings.DOCUMENT_ROOT, "");
    }
}
