package io.mpmoperator.server.http;

import java.util.List;

/** Heads as programs send them that are used a lot. */
final class RealisticHeads {

    private RealisticHeads() {}

    private static String head(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    /** One each of browsers, tools, proxies, probes and load generators. */
    static final List<String> ALL = List.of(
            head(
                    "GET /assets/app.3f2a91.js?v=12 HTTP/1.1",
                    "Host: www.example.org",
                    "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
                    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                    "Accept-Language: de,en-US;q=0.7,en;q=0.3",
                    "Accept-Encoding: gzip, deflate, br, zstd",
                    "Connection: keep-alive",
                    "Referer: https://www.example.org/shop/list.html?page=2",
                    "Cookie: session=8f1c2b; theme=dark; _ga=GA1.2.1032.17",
                    "Upgrade-Insecure-Requests: 1",
                    "Sec-Fetch-Dest: script",
                    "Sec-Fetch-Mode: no-cors",
                    "Sec-Fetch-Site: same-origin",
                    "Sec-GPC: 1",
                    "Priority: u=2",
                    "If-None-Match: \"2000-5f1e3a2b\"",
                    "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT",
                    "Pragma: no-cache",
                    "Cache-Control: no-cache"),
            head(
                    "GET / HTTP/1.1",
                    "Host: localhost:8080",
                    "Connection: keep-alive",
                    "sec-ch-ua: \"Chromium\";v=\"140\", \"Not=A?Brand\";v=\"24\"",
                    "sec-ch-ua-mobile: ?0",
                    "sec-ch-ua-platform: \"Linux\"",
                    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0",
                    "Accept: image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8",
                    "Accept-Encoding: gzip, deflate, br, zstd",
                    "Accept-Language: en-US,en;q=0.9"),
            head("GET /index.html HTTP/1.1", "Host: 127.0.0.1:8080", "User-Agent: curl/8.5.0", "Accept: */*"),
            head("HEAD /index.html HTTP/1.1", "Host: example.com", "User-Agent: Wget/1.21", "Accept: */*"),
            head(
                    "GET /img/logo.png HTTP/1.1",
                    "host: shop.example.com",
                    "x-request-id: 4be0643f-1d98-573b-97cd-ca98a65347dd",
                    "x-real-ip: 203.0.113.7",
                    "x-forwarded-for: 203.0.113.7, 10.4.0.1",
                    "x-forwarded-proto: https",
                    "x-envoy-expected-rq-timeout-ms: 15000",
                    "accept-encoding: gzip",
                    "user-agent: Mozilla/5.0",
                    "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
            head(
                    "GET /healthz HTTP/1.1",
                    "Host: 10.244.0.17:8080",
                    "User-Agent: kube-probe/1.34",
                    "Accept: */*",
                    "Connection: close"),
            head("GET /a HTTP/1.1", "Host: 127.0.0.1:8080"),
            head(
                    "GET /style.css HTTP/1.1",
                    "Host: upstream_servers",
                    "Connection: close",
                    "Accept: text/css,*/*;q=0.1",
                    "If-None-Match: W/\"5-62\", \"7\""),
            head(
                    "GET /video.mp4 HTTP/1.1",
                    "Host: media.example.net.",
                    "Range: bytes=0-",
                    "If-Range: \"2000-5f1e3a2b\"",
                    "Accept-Encoding: identity;q=1, *;q=0"),
            head(
                    "GET /search?q=a+b%20c&x=%C3%A4[]|{}?/\\\"` HTTP/1.1",
                    "Host: example.com",
                    "User-Agent: python-requests/2.32.3",
                    "Accept-Encoding: gzip, deflate",
                    "Accept: */*",
                    "Connection: keep-alive"));
}
