package io.mpmoperator.server.child;

import io.mpmoperator.conf.Compression;
import io.mpmoperator.server.compression.Compressors;
import io.mpmoperator.server.content.CacheLimits;
import io.mpmoperator.server.content.StaticFiles;
import io.mpmoperator.server.engine.ChildSettings;
import io.mpmoperator.server.handler.HandlerMounts;
import io.mpmoperator.server.http.ProxiesInFront;
import io.mpmoperator.server.http.RequestHandler;
import io.mpmoperator.server.http.Transport;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.proxy.Backends;
import io.mpmoperator.server.site.Parts;
import io.mpmoperator.server.site.Proxies;
import io.mpmoperator.server.site.ProxyProtocolPorts;
import io.mpmoperator.server.site.ServerStatus;
import io.mpmoperator.server.site.SiteHandler;
import io.mpmoperator.server.tls.TlsException;
import io.mpmoperator.site.Site;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What responds for the files of a configuration, at each port. Where virtual hosts are for some ports alone, or TLS is spoken at some
 * alone, each port has responses of its own that are ready, for they follow from the path and the name of the host alone.
 */
final class Responders {

    private final ChildSettings settings;
    private final Site site;
    private final HandlerMounts.Made mounted;
    private final Parts parts;
    private final Certificates certificates;
    private final Compressors compressors;
    private final Log log;

    /**
     * What responds in a child.
     *
     * @param site what the settings say of URLs
     * @param mounted the handlers
     * @param status what SetHandler server-status shows
     * @param certificates those that TLS is spoken with
     */
    Responders(
            ChildSettings settings,
            Site site,
            HandlerMounts.Made mounted,
            ServerStatus status,
            Certificates certificates,
            Log log) {
        this.settings = settings;
        this.site = site;
        this.mounted = mounted;
        this.parts = new Parts(mounted::at, backends(settings, log)::to, status);
        this.certificates = certificates;
        this.compressors = new Compressors((int) Compression.compressors(settings.threadsPerChild()));
        this.log = log;
    }

    private static Backends backends(ChildSettings settings, Log log) {
        return new Backends(settings.threadsPerChild(), settings.http().timeout(), System::nanoTime, log);
    }

    /**
     * For each port what responds there; without a directive for URLs, what follows them is left out.
     *
     * @throws IllegalArgumentException for directives that were not checked, and files that cannot be read
     * @throws TlsException when a certificate cannot be used
     */
    List<PortTraits> at(List<Integer> ports, CacheLimits limits) throws TlsException {
        if (settings.site().isEmpty()) {
            return ofFiles(ports.size(), staticFiles(limits));
        }
        boolean apart = site.isDividedByPorts() || certificates.differ(site);
        CacheLimits share = limits.dividedBy(apart ? ports.size() : 1);
        List<PortTraits> traits = new ArrayList<>();
        SiteHandler handler = handler(ports, 0, share);
        RequestHandler files = handler.withoutMounts();
        for (int i = 0; i < ports.size(); i++) {
            Site part = site.at(ports.get(i));
            if (apart && i > 0) {
                handler = handler(ports, i, share);
                files = handler.withoutMounts();
            }
            traits.add(new PortTraits(
                    handler,
                    files,
                    Proxies.of(part),
                    around(part, settings.https().get(i))));
        }
        return traits;
    }

    /** What responds at any port, having seen no file yet. */
    RequestHandler files(CacheLimits limits) {
        return settings.site().isEmpty()
                ? staticFiles(limits)
                : handler(site, limits).withoutMounts();
    }

    private List<PortTraits> ofFiles(int ports, RequestHandler files) throws TlsException {
        List<PortTraits> traits = new ArrayList<>();
        for (int i = 0; i < ports; i++) {
            traits.add(new PortTraits(
                    mounted.over(files),
                    files,
                    ProxiesInFront.NONE,
                    certificates.around(settings.https().get(i))));
        }
        return traits;
    }

    private UnaryOperator<Transport> around(Site part, boolean https) throws TlsException {
        UnaryOperator<Transport> header = ProxyProtocolPorts.of(part);
        UnaryOperator<Transport> encryption = certificates.around(site, part, https);
        return raw -> encryption.apply(header.apply(raw));
    }

    private SiteHandler handler(List<Integer> ports, int number, CacheLimits limits) {
        Site part = site.at(ports.get(number));
        boolean https = settings.https().get(number);
        return handler(part, limits).speaking(certificates.hosts(site, part, https));
    }

    private SiteHandler handler(Site part, CacheLimits limits) {
        return new SiteHandler(part, parts, limits, compressors, InstantSource.system(), System::nanoTime, log);
    }

    private RequestHandler staticFiles(CacheLimits limits) {
        return new StaticFiles(
                Path.of(settings.documentRoot()),
                settings.directoryIndex(),
                limits,
                InstantSource.system(),
                System::nanoTime,
                log);
    }
}
