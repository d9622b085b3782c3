package io.mpmoperator.server.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.server.http.ForwardedClient;
import io.mpmoperator.server.http.ProxiesInFront;
import io.mpmoperator.site.SiteReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxiesTest {

    private static final InetSocketAddress PROXY = new InetSocketAddress("10.1.2.3", 5000);
    private static final InetSocketAddress LOCAL = new InetSocketAddress("10.9.9.9", 8080);

    @TempDir
    private Path folder;

    private static ProxiesInFront proxies(String text) throws ConfException {
        return Proxies.of(SiteReader.read(ConfReader.read("x", text).site(), Rules.none()));
    }

    private static @Nullable ForwardedClient client(
            ProxiesInFront proxies, InetSocketAddress peer, Map<String, String> fields) {
        return proxies.client(peer, LOCAL, fields::get);
    }

    @Test
    void believesTheProxiesThatAreNamed() throws ConfException {
        ProxiesInFront proxies = proxies("RemoteIPHeader X-Forwarded-For\nRemoteIPInternalProxy 10.0.0.0/8\n");

        ForwardedClient client =
                client(proxies, PROXY, Map.of("X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https"));

        assertNotNull(client);
        assertEquals("203.0.113.9", client.address().getHostString());
        assertEquals(Optional.of(true), client.secure());
        assertEquals(Map.of("X-Forwarded-For", Optional.empty()), client.fields());
    }

    @Test
    void believesNoOtherPeer() throws ConfException {
        ProxiesInFront proxies = proxies("RemoteIPHeader X-Forwarded-For\nRemoteIPInternalProxy 10.0.0.0/8\n");

        assertNull(client(
                proxies,
                new InetSocketAddress("192.0.2.1", 1),
                Map.of("X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https")));
    }

    @Test
    void believesNoPeerWhereNoProxyIsNamed() throws ConfException {
        assertSame(ProxiesInFront.NONE, proxies("RemoteIPHeader X-Forwarded-For\n"));
        assertSame(ProxiesInFront.NONE, proxies("RemoteIPInternalProxy 10.0.0.0/8\n"));
    }

    @Test
    void saysNothingOfTheSchemeWhereTheProxyDoesNot() throws ConfException {
        ProxiesInFront proxies = proxies("RemoteIPHeader X-Real-IP\nRemoteIPInternalProxy 10.0.0.0/8\n");

        ForwardedClient client = client(proxies, PROXY, Map.of());

        assertNotNull(client);
        assertEquals("10.1.2.3", client.address().getHostString());
        assertEquals(Optional.empty(), client.secure());
        assertTrue(client.fields().isEmpty());
    }

    @Test
    void passesTrustedProxiesOn() throws ConfException {
        ProxiesInFront proxies = proxies("""
            RemoteIPHeader X-Forwarded-For
            RemoteIPTrustedProxy 10.0.0.0/8 198.51.100.0/24
            RemoteIPProxiesHeader X-Proxies
            """);

        ForwardedClient client =
                client(proxies, PROXY, Map.of("X-Forwarded-For", "8.8.8.8, 203.0.113.9, 198.51.100.7"));

        assertNotNull(client);
        assertEquals("203.0.113.9", client.address().getHostString());
        assertEquals(Optional.of("8.8.8.8"), client.fields().get("X-Forwarded-For"));
        assertEquals(Optional.of("10.1.2.3, 198.51.100.7"), client.fields().get("X-Proxies"));
    }

    @Test
    void asksTheVirtualHostThatARequestIsFor() throws ConfException {
        ProxiesInFront proxies = proxies("""
            <VirtualHost *>
            ServerName open.example
            </VirtualHost>
            <VirtualHost *>
            ServerName shop.example
            RemoteIPHeader X-Forwarded-For
            RemoteIPInternalProxy 10.0.0.0/8
            </VirtualHost>
            """);

        assertNull(client(proxies, PROXY, Map.of("Host", "open.example", "X-Forwarded-For", "203.0.113.9")));
        assertNotNull(client(proxies, PROXY, Map.of("Host", "shop.example", "X-Forwarded-For", "203.0.113.9")));
    }

    @Test
    void readsProxiesFromAFile() throws ConfException, IOException {
        Path file = Files.writeString(folder.resolve("proxies"), "# ours\n10.0.0.0/8 # pods\n\n192.0.2.1\n");
        ProxiesInFront proxies = proxies("RemoteIPHeader X-Forwarded-For\nRemoteIPInternalProxyList " + file + "\n");

        assertNotNull(client(proxies, PROXY, Map.of("X-Forwarded-For", "203.0.113.9")));
    }

    @Test
    void namesTheFileThatItCannotRead() throws ConfException, IOException {
        Path file = Files.writeString(folder.resolve("proxies"), "proxy.example\n");

        IllegalArgumentException bad =
                assertThrows(IllegalArgumentException.class, () -> proxies("RemoteIPTrustedProxyList " + file + "\n"));
        IllegalArgumentException absent = assertThrows(
                IllegalArgumentException.class,
                () -> proxies("RemoteIPTrustedProxyList " + folder.resolve("nowhere") + "\n"));

        assertTrue(String.valueOf(bad.getMessage()).startsWith("proxies of " + file + ": 'proxy.example' is no"));
        assertTrue(String.valueOf(absent.getMessage()).contains("cannot be read"));
    }
}
