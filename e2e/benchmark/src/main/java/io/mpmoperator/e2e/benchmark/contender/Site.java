package io.mpmoperator.e2e.benchmark.contender;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.tree.Tree;

/** What a site says of its files, the same for all who read it: a fallback, six headers, rules for caches and for access. */
final class Site {

    private static final String RULES = """
            FallbackResource /1k.html
            Header always set X-Content-Type-Options nosniff
            Header always set X-Frame-Options DENY
            Header always set Referrer-Policy same-origin
            Header always set Strict-Transport-Security "max-age=31536000"
            Header set Content-Security-Policy "default-src 'self'"
            Header unset ETag
            <FilesMatch "\\.(css|js|png|jpg|svg)$">
            Header set Cache-Control "max-age=31536000, immutable"
            </FilesMatch>
            ExpiresActive On
            ExpiresByType text/html "access plus 1 hour"
            <Location "/admin">
            Require ip 10.0.0.0/8
            </Location>
            <Files "*.bak">
            Require all denied
            </Files>
            """;

    private static final String COMPRESSION = """
            AddOutputFilterByType DEFLATE text/html text/css text/javascript application/javascript application/json
            AddOutputFilterByType DEFLATE image/svg+xml
            """;

    private Site() {}

    /** In Apache's words; nothing where files are served as they are. */
    static String text(Serving serving) {
        return switch (serving) {
            case UNLOGGED, LOGGED, ENCRYPTED -> "";
            case RULED -> RULES;
            case COMPRESSED -> RULES + COMPRESSION;
        };
    }

    /** As our server reads it. */
    static Tree tree(Serving serving) {
        try {
            return ConfReader.read("site.conf", text(serving)).site();
        } catch (ConfException e) {
            throw new IllegalStateException(e);
        }
    }
}
