package io.mpmoperator.server.site;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.server.http.BadRequestException;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.site.FolderWalk;
import io.mpmoperator.site.Host;
import io.mpmoperator.site.InForce;
import io.mpmoperator.site.Site;
import io.mpmoperator.site.SiteReader;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Walks for a URL as a GET request does, and tells what was decided on the way. */
public final class Inspection implements Trace {

    private final Tree tree;
    private final Site site;
    private final SiteHandler handler;
    private final List<String> steps = new ArrayList<>();
    private @Nullable Place place;
    private @Nullable Url reached;

    /**
     * Of a configuration.
     *
     * @param tree what it says of URLs
     * @param base what is in force where it says nothing
     * @param handler made of the same
     */
    public Inspection(Tree tree, Rules base, java.util.function.Function<Site, SiteHandler> handler) {
        this.tree = tree;
        this.site = SiteReader.read(tree, base);
        this.handler = handler.apply(site);
    }

    @Override
    public void step(Supplier<String> text) {
        steps.add(text.get());
    }

    @Override
    public void at(Place at, Url url) {
        place = at;
        reached = url;
        steps.add(Steps.of(at, url));
    }

    /**
     * What is in force for a URL.
     *
     * @throws IOException where a file cannot be read
     * @throws IllegalArgumentException for a URL that no request can be for
     */
    public Inspected of(URI url) throws IOException {
        Asked asked = new Asked(url, port(url));
        Host host = handler.hostOf(asked);
        try {
            handler.handle(asked, this);
        } catch (BadRequestException e) {
            throw new IllegalArgumentException("%s: %s".formatted(url, e.getMessage()), e);
        }
        Response response = Objects.requireNonNull(asked.response(), "a response");
        InForce inForce = inForce(host);
        return new Inspected(
                name(host),
                steps,
                inForce.parts(),
                inForce.sayings(),
                response.status(),
                response.fields().stream()
                        .map(field -> Map.entry(field.getName(), String.valueOf(field.getValue())))
                        .toList());
    }

    /** The port of a URL, as far as a virtual host has it. */
    private int port(URI url) {
        int said = url.getPort() >= 0 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        boolean had = site.hosts().stream()
                .flatMap(host -> host.addresses().stream())
                .anyMatch(address -> address.port() == said);
        return had ? said : 0;
    }

    private String name(Host host) {
        Optional<Section> section = InForce.host(tree, site.hosts().indexOf(host));
        return section.map(one ->
                        "<VirtualHost %s> %s, %s".formatted(String.join(" ", one.arguments()), host.name(), one.at()))
                .orElse("the server itself");
    }

    private InForce inForce(Host host) {
        Place at = place;
        Url url = reached;
        int number = site.hosts().indexOf(host);
        if (at == null || url == null) {
            return InForce.of(tree, number, new InForce.Target("/", "", "/"), Map.of());
        }
        Map<String, Tree> own = new HashMap<>();
        Rules _ = new FolderWalk(host).rules(at.folder(), at.name(), (folder, before) -> {
            Optional<Tree> said = own(folder, before);
            said.ifPresent(text -> own.put(folder, text));
            return said.map(SiteReader::rules).orElse(Rules.none());
        });
        return InForce.of(tree, number, new InForce.Target(at.folder(), at.name(), url.path()), own);
    }

    private static Optional<Tree> own(String folder, Rules before) {
        try {
            return FolderFiles.find(folder, before);
        } catch (IOException | ConfException e) {
            return Optional.empty();
        }
    }
}
