package io.mpmoperator.tools.calibration;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.tree.Tree;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What sites commonly say of requests, in groups of directives that say the same of other paths. */
final class RuledSite {

    private static final String ALWAYS = """
            Header always set X-Content-Type-Options nosniff
            Header always set Strict-Transport-Security "max-age=31536000; includeSubDomains"
            Header set Content-Security-Policy "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'"
            Header unset ETag
            RewriteEngine On
            ExpiresActive On
            """;

    private static final String GROUP = """
            Header set X-Group-%1$d "%%{REQUEST_SCHEME}e of group %1$d" "expr=%%{REQUEST_URI} =~ m#^/none%1$d/#"
            <FilesMatch "\\.(css|js|png|ext%1$d)$">
            Header set Cache-Control "max-age=31536000, immutable"
            </FilesMatch>
            RewriteCond %%{HTTP_USER_AGENT} "^robot%1$d"
            RewriteRule "^/private%1$d/(.*)$" "/a%1$d/$1" [L]
            Redirect 301 "/moved%1$d" "/a%1$d/"
            <Location "/internal%1$d">
            Require ip 10.%1$d.0.0/16
            </Location>
            ExpiresByType application/x-group-%1$d "access plus 1 week"
            SetEnvIf Request_URI "^/quiet%1$d" quiet
            """;

    private RuledSite() {}

    /** Lines of a configuration with so many groups. */
    private static String text(int groups) {
        return ALWAYS
                + IntStream.rangeClosed(1, groups).mapToObj(GROUP::formatted).collect(Collectors.joining());
    }

    /** As a server reads it. */
    static Tree tree(int groups) {
        try {
            return ConfReader.read("site.conf", text(groups)).site();
        } catch (ConfException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many directives so many groups are. */
    static int directives(int groups) {
        return tree(groups).size();
    }

    /** The site that has so many directives. */
    static Tree ofDirectives(int directives) {
        int ofAll = directives(0);
        return tree((directives - ofAll) / (directives(1) - ofAll));
    }
}
