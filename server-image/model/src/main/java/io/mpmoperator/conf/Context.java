package io.mpmoperator.conf;

import java.util.EnumSet;
import java.util.Set;

/** Where a directive may be written, as Apache's documentation names it. */
public enum Context {
    SERVER("server config"),
    VIRTUAL_HOST("<VirtualHost>"),
    DIRECTORY("<Directory>"),
    LOCATION("<Location>"),
    FILES("<Files>"),
    PROXY("<Proxy>"),
    IF("<If>"),
    HTACCESS(".htaccess");

    private final String words;

    Context(String words) {
        this.words = words;
    }

    /** The words for it. */
    public String words() {
        return words;
    }

    /** The server alone. */
    static Set<Context> server() {
        return EnumSet.of(SERVER);
    }

    /** The server and its virtual hosts. */
    static Set<Context> hosts() {
        return EnumSet.of(SERVER, VIRTUAL_HOST);
    }

    /** The sections for folders, files and URLs. */
    static Set<Context> sections() {
        return EnumSet.of(DIRECTORY, LOCATION, FILES, PROXY, IF);
    }

    /** The sections, and .htaccess. */
    static Set<Context> sectionsAndFiles() {
        return EnumSet.of(DIRECTORY, LOCATION, FILES, PROXY, IF, HTACCESS);
    }

    /** Everywhere but in .htaccess. */
    static Set<Context> hostsAndSections() {
        return EnumSet.complementOf(EnumSet.of(HTACCESS));
    }

    /** Everywhere. */
    static Set<Context> anywhere() {
        return EnumSet.allOf(Context.class);
    }
}
