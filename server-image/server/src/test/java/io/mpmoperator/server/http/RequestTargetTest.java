package io.mpmoperator.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTargetTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/,                          '',        /,           true",
        "/a/b.html,                  'a b.html', /a/b.html,  false",
        "/a/b/,                      'a b',     /a/b/,       true",
        "/a//b///c,                  'a b c',   /a//b///c,   false",
        "/a/./b,                     'a b',     /a/./b,      false",
        "/a/../b,                    'b',       /a/../b,     false",
        "/a/%2e%2E/b,                'b',       /a/%2e%2E/b, false",
        "/a/b/..,                    'a',       /a/b/..,     true",
        "/a/.,                       'a',       /a/.,        true",
        "/a/%2e,                     'a',       /a/%2e,      true",
        "/a%2fb,                     'a%2fb',   /a%2fb,      false",
        "/a?b=/../c,                 'a',       /a,          false",
        "http://host/a/b?c,          'a b',     /a/b,        false",
        "HTTPS://host:8443/a,        'a',       /a,          false",
        "http://host,                '',        /,           true",
        "http://host?query,          '',        /,           true",
    })
    void takesATargetApart(String target, String segments, String path, boolean directory) throws Exception {
        RequestTarget parsed = RequestTarget.parse(target);
        assertEquals(segments, String.join(" ", parsed.segments()));
        assertEquals(path, parsed.path());
        assertEquals(directory, parsed.directory());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"/a,", "/a?,''", "/a?b,b", "/a?b?c=%zz,b?c=%zz", "http://host?x,x"})
    void keepsTheQueryAsSent(String target, String query) throws Exception {
        assertEquals(query, RequestTarget.parse(target).query());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'',           400",
        "*,            400",
        "host:80,      400",
        "a/b,          400",
        "ftp://host/a, 400",
        "http:///a,    400",
        "/a b,         400",
        "/a#b,         400",
        "/a\\b,        400",
        "/\u00e4,      400",
        "/%,           400",
        "/%2,          400",
        "/%zz,         400",
        "/%-1,         400",
        "/%00,         404",
        "/%ff,         404",
        "/%c0%ae,      404",
        "/..,          400",
        "/../a,        400",
        "/a/../../b,   400",
        "/%2e%2e/a,    400",
        "/.%2e/a,      400",
    })
    void refusesWhatLeadsNowhere(String target, int status) {
        BadRequestException refusal = assertThrows(
                BadRequestException.class, () -> RequestTarget.parse(target).segments());
        assertEquals(status, refusal.status());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"a%20b,a b", "%41%7a,Az", "%C3%A4,\u00e4", "%E2%82%AC,\u20ac", "a+b,a+b", "%25,%", "%2F,/"})
    void decodesEscapesOnce(String encoded, String decoded) throws Exception {
        assertEquals(decoded, RequestTarget.decode(encoded));
    }
}
