package io.mpmoperator.remoteip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.address.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteIpTest {

    private static RemoteIp remoteIp() {
        List<TrustedProxy> proxies = new ArrayList<>(TrustedProxy.parse(List.of("10.0.0.0/8", "::1"), true));
        proxies.addAll(TrustedProxy.parse(List.of("203.0.113.0/24"), false));
        return new RemoteIp("X-Forwarded-For", proxies);
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, '8.8.8.8', 8.8.8.8, ''",
        "10.0.0.1, '1.1.1.1, 8.8.8.8', 8.8.8.8, '1.1.1.1'",
        "10.0.0.1, '8.8.8.8, 10.0.0.2', 8.8.8.8, ''",
        "10.0.0.1, '1.2.3.4 , 203.0.113.5', 1.2.3.4, ''",
        "10.0.0.1, '192.168.1.1, 203.0.113.5', 203.0.113.5, '192.168.1.1'",
        "10.0.0.1, '192.168.1.1', 192.168.1.1, ''",
        "10.0.0.1, 'unknown', 10.0.0.1, 'unknown'",
        "10.0.0.1, '8.8.8.8, garbage', 10.0.0.1, '8.8.8.8, garbage'",
        "10.0.0.1, '', 10.0.0.1, ''",
        "8.8.4.4, '1.1.1.1', 8.8.4.4, '1.1.1.1'",
        "::1, '2001:db8::7', 2001:db8::7, ''",
        "203.0.113.9, 'fe80::1', 203.0.113.9, 'fe80::1'",
    })
    void walksTheFieldFromItsEndAsFarAsProxiesAreTrusted(String peer, String header, String client, String left) {
        RemoteClient found = remoteIp().client(address(peer), Optional.of(header));
        assertEquals(client, found.address().toString());
        assertEquals(left, found.header().orElse(""));
    }

    @Test
    void namesTheProxiesThatAreNotInternal() {
        RemoteClient found = remoteIp().client(address("10.0.0.1"), Optional.of("1.2.3.4, 203.0.113.5"));
        assertEquals(List.of(address("203.0.113.5")), found.proxies());
    }

    @Test
    void believesNobodyWhereNoProxyIsNamed() {
        RemoteClient found =
                new RemoteIp("X-Forwarded-For", List.of()).client(address("10.0.0.1"), Optional.of("8.8.8.8"));
        assertEquals(address("10.0.0.1"), found.address());
    }

    @Test
    void believesATrustedProxyAboutTheScheme() {
        RemoteClient trusted = remoteIp().client(address("10.0.0.1"), Optional.empty());
        RemoteClient stranger = remoteIp().client(address("8.8.8.8"), Optional.empty());
        assertTrue(trusted.speaksTls(Optional.of("https")));
        assertTrue(trusted.speaksTls(Optional.of("HTTPS, http")));
        assertFalse(trusted.speaksTls(Optional.of("http")));
        assertFalse(trusted.speaksTls(Optional.empty()));
        assertFalse(stranger.speaksTls(Optional.of("https")));
    }
}
