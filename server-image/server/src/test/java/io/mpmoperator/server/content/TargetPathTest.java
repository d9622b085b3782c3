package io.mpmoperator.server.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mpmoperator.server.http.BadRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetPathTest {

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "/,                                 /",
        "/index.html,                       /index.html",
        "/%69ndex.html,                     /index.html",
        "//a//b.txt,                        /a/b.txt",
        "/a/../b.txt?x,                     /b.txt",
        "/dir/,                             /dir/",
        "/a%20b/%C3%A4.txt,                 '/a b/\u00e4.txt'",
        "/a%2520b,                          /a%20b",
        "/.well-known/security.txt,         /.well-known/security.txt",
        "/.well-known/acme-challenge/x_-y,  /.well-known/acme-challenge/x_-y",
        "http://example.org/a,              /a",
    })
    void hasOneSpelling(String target, String key) throws Exception {
        assertEquals(key, TargetPath.resolve(target).key());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "/.git/config,             404",
        "/.htaccess,               404",
        "/%2ehtaccess,             404",
        "/a/.env,                  404",
        "/a/.well-known/x,         404",
        "/.well-known/.hidden,     404",
        "/.well-knownx,            404",
        "/..data/x,                404",
        "/...,                     404",
        "/../etc/passwd,           400",
        "/%2e%2e%2fetc/passwd,     404",
        "/a%2fb,                   404",
        "/a%5cb,                   404",
        "/a%00.html,               404",
        "/a%zz,                    400",
    })
    void neverServes(String target, int status) {
        assertEquals(
                status,
                assertThrows(BadRequestException.class, () -> TargetPath.resolve(target))
                        .status());
    }

    @Test
    void refusesNamesThatNoFileCanHave() throws Exception {
        assertEquals(
                "/" + "a".repeat(255), TargetPath.resolve("/" + "a".repeat(255)).key());
        assertEquals(
                404,
                assertThrows(BadRequestException.class, () -> TargetPath.resolve("/" + "a".repeat(256)))
                        .status());
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "/dir,                /dir/",
        "/dir?a=b&c,          /dir/?a=b&c",
        "/dir?,               /dir/?",
        "/a%20b/%C3%A4?x,     /a%20b/%C3%A4/?x",
        "//evil.example/x,    /evil.example/x/",
        "/a%0d%0aSet-Cookie,  /a%0D%0ASet-Cookie/",
        "/a:b@c~d,            /a:b@c~d/",
    })
    void redirectsWithinTheSite(String target, String location) throws Exception {
        assertEquals(location, TargetPath.resolve(target).directoryLocation());
    }
}
