package io.mpmoperator.server.control;

import io.mpmoperator.conf.HandlerMount;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.SiteSettings;
import io.mpmoperator.server.check.UrlReport;
import io.mpmoperator.server.compression.Compressors;
import io.mpmoperator.server.content.CacheLimits;
import io.mpmoperator.server.http.Exchange;
import io.mpmoperator.server.http.Request;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.site.Inspection;
import io.mpmoperator.server.site.Mounts;
import io.mpmoperator.server.site.Parts;
import io.mpmoperator.server.site.ServerStatus;
import io.mpmoperator.server.site.SiteHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;

/** What {@code webserver check --url} finds out, by the way that a child would go. */
public final class UrlCheck {

    /** In the place of a handler, which is not made for a question. */
    private static final RequestHandler UNASKED = new RequestHandler() {
        @Override
        public boolean mayBlock(Request request) {
            return false;
        }

        @Override
        public void handle(Exchange exchange) throws IOException {
            exchange.complete(200, HttpFields.EMPTY, -1);
        }
    };

    private UrlCheck() {}

    private static Mounts mounts(WebServerConf conf) {
        return names -> conf.handlers().stream().anyMatch(mount -> begins(names, mount.segments())) ? UNASKED : null;
    }

    private static boolean begins(List<String> names, List<String> with) {
        return with.size() <= names.size() && names.subList(0, with.size()).equals(with);
    }

    /**
     * What is in force for a URL.
     *
     * @param files the folder of files where the configuration names none
     * @param log told what a child would log
     * @throws ConfigurationException for a URL that no request can be for, and where a file cannot be read
     */
    public static UrlReport of(URI url, WebServerConf conf, Path files, Log log) throws ConfigurationException {
        Rules base = Rules.none()
                .with(SiteSettings.DOCUMENT_ROOT, conf.documentRoot().orElse(files.toString()))
                .with(SiteSettings.DIRECTORY_INDEX, conf.directoryIndex());
        Inspection inspection = new Inspection(
                conf.site(),
                base,
                site -> new SiteHandler(
                        site,
                        new Parts(mounts(conf), ServerStatus.NONE),
                        CacheLimits.OF_ONE_CONNECTION,
                        new Compressors(1),
                        InstantSource.system(),
                        System::nanoTime,
                        log));
        try {
            return new UrlReport(url, handler(url, conf), inspection.of(url));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Optional<HandlerMount> handler(URI url, WebServerConf conf) {
        String path = url.getPath() == null ? "/" : url.getPath();
        return conf.handlers().stream()
                .filter(mount -> isBelow(path, "/" + String.join("/", mount.segments())))
                .max(Comparator.comparingInt(mount -> mount.segments().size()));
    }

    private static boolean isBelow(String path, String mount) {
        return mount.equals("/") || path.equals(mount) || path.startsWith(mount + "/");
    }
}
