package io.mpmoperator.server.site;

import io.mpmoperator.remoteip.RemoteIp;
import io.mpmoperator.remoteip.TrustedProxy;
import io.mpmoperator.rules.RemoteIpSettings;
import io.mpmoperator.rules.RemoteIpSettings.ProxyFile;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.server.files.OutsideFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The proxies that a virtual host believes, with those of its files. */
final class TrustedProxies {

    private TrustedProxies() {}

    /** Empty where it names no field, or no proxy. */
    static Optional<RemoteIp> of(Rules rules) {
        List<TrustedProxy> proxies = new ArrayList<>(rules.all(RemoteIpSettings.PROXIES));
        rules.all(RemoteIpSettings.FILES).forEach(file -> proxies.addAll(read(file)));
        return rules.get(RemoteIpSettings.HEADER)
                .filter(header -> !proxies.isEmpty())
                .map(header -> new RemoteIp(header, proxies, rules.get(RemoteIpSettings.PROXIES_HEADER)));
    }

    private static List<TrustedProxy> read(ProxyFile file) {
        try {
            List<String> networks = OutsideFile.text(Path.of(file.path()), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
            return TrustedProxy.parse(networks, file.internal());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "proxies of " + file.path() + ": cannot be read: " + OutsideFile.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("proxies of " + file.path() + ": " + e.getMessage(), e);
        }
    }
}
