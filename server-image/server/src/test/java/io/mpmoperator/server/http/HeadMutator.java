package io.mpmoperator.server.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes heads of requests out of real ones, and of pieces of such: the same ones for the same seed. */
final class HeadMutator {

    private static final List<String> NAMES = List.of(
            "Accept",
            "accept-encoding",
            "Accept-Encoding",
            "Accept-Language",
            "Authorization",
            "Cache-Control",
            "connection",
            "Connection",
            "Content-Type",
            "Cookie",
            "If-Modified-Since",
            "If-None-Match",
            "Origin",
            "Pragma",
            "Range",
            "referer",
            "Sec-Fetch-Mode",
            "TE",
            "Upgrade-Insecure-Requests",
            "USER-AGENT",
            "Via",
            "X-Forwarded-For",
            "x",
            "Content-Length",
            "Host");

    private static final List<String> VALUES = List.of(
            "*/*",
            "1",
            "0",
            "close",
            "Keep-Alive",
            "gzip",
            "GZIP, deflate",
            "gzip, deflate, br",
            "no-cache",
            "max-age=0",
            "text/html",
            "text/plain; charset=UTF-8",
            "en-US,en;q=0.5",
            "\"a\"",
            "W/\"a\", \"b\"",
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "bytes=0-1",
            "a=b; c=d",
            "https://example.org/",
            "Mozilla/5.0 (X11; Linux x86_64)",
            "x\ty  z",
            "trailers",
            "a");

    private static final List<String> INSERTED = List.of(
            "\r\n",
            "\n",
            "\r",
            ":",
            " ",
            "\t",
            "\u0000",
            "\u0001",
            "\u001f",
            "\u007f",
            "\u0080",
            "\u00ff",
            "%",
            "%00",
            "?",
            "#",
            "\\",
            "/../",
            "//",
            "..",
            ":80",
            ",",
            "\r\n ",
            "\r\nHost: y",
            "\r\nContent-Length: 1",
            "\r\nTransfer-Encoding: chunked",
            "\r\nConnection: close",
            "\r\nExpect: 100-continue",
            "\r\nx:",
            "\r\n\r\n",
            "12345678",
            "1.2.3.4");

    private final Random random;

    HeadMutator(long seed) {
        this.random = new Random(seed);
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    byte[] next() {
        StringBuilder head = new StringBuilder(random.nextInt(3) == 0 ? any(RealisticHeads.ALL) : assembled());
        int changes = random.nextInt(4);
        for (int i = 0; i < changes && !head.isEmpty(); i++) {
            change(head);
        }
        if (random.nextInt(8) == 0) {
            head.append("GET /next HTTP/1.1\r\n");
        }
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private String assembled() {
        List<String> fields = new ArrayList<>(List.of("Host: " + (random.nextBoolean() ? "x" : "10.0.0.1:80")));
        int more = random.nextInt(10);
        for (int i = 0; i < more; i++) {
            fields.add(any(NAMES) + ":" + " ".repeat(random.nextInt(3)) + any(VALUES));
        }
        Collections.shuffle(fields, random);
        String method = random.nextInt(4) == 0 ? "HEAD" : "GET";
        String target = "/" + "p".repeat(random.nextInt(20)) + (random.nextBoolean() ? "?q=1" : "");
        return method + " " + target + " HTTP/1.1\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
    }

    private void change(StringBuilder head) {
        int at = random.nextInt(head.length());
        switch (random.nextInt(8)) {
            case 0 -> head.setCharAt(at, (char) random.nextInt(256));
            case 1 -> head.insert(at, any(INSERTED));
            case 2 -> head.delete(at, Math.min(head.length(), at + 1 + random.nextInt(4)));
            case 3 -> changeCase(head, at);
            case 4 -> repeatLine(head, at);
            case 5 -> head.insert(at, "v".repeat(random.nextInt(80)));
            case 6 -> head.setCharAt(at, (char) ('!' + random.nextInt('~' - '!' + 1)));
            default -> changeCase(head, head.indexOf("\r\n") + 2);
        }
    }

    /** From an index to the end of its line. */
    private static void changeCase(StringBuilder head, int from) {
        for (int i = from; i < head.length() && head.charAt(i) != '\r'; i++) {
            char c = head.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
                head.setCharAt(i, (char) (c ^ 0x20));
            }
        }
    }

    private static void repeatLine(StringBuilder head, int at) {
        int begin = head.lastIndexOf("\n", at) + 1;
        int end = head.indexOf("\n", begin) + 1;
        if (end > begin) {
            head.insert(begin, head.substring(begin, end));
        }
    }
}
