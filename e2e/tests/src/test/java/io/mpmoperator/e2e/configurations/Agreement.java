package io.mpmoperator.e2e.configurations;

import io.mpmoperator.e2e.server.RawHttp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * What of a response two servers have to agree in. Pages that a server makes itself, of errors and of folders, are each server's
 * own, and a charset of UTF-8 is said by this server alone.
 */
final class Agreement {

    private static final Set<String> OF_A_SERVER = Set.of(
            "date", "server", "connection", "keep-alive", "content-length", "accept-ranges", "transfer-encoding");
    private static final String ANY = "*";

    private Agreement() {}

    static String of(RawHttp.Response response, CasePorts ports) {
        Map<String, String> fields = new TreeMap<>();
        boolean own = isOwnPage(response);
        response.fields().forEach((name, value) -> {
            if (!OF_A_SERVER.contains(name)) {
                fields.put(name, comparable(name, ports.named(value), response.status()));
            }
        });
        if (own) {
            fields.remove("content-type");
        }
        String head = fields.entrySet().stream()
                .map(field -> field.getKey() + ": " + field.getValue() + "\n")
                .collect(Collectors.joining());
        String body = own ? ANY + "\n" : text(response);
        return response.status() + "\n" + head + (body.isEmpty() ? "" : "\n" + body);
    }

    /** The body as text, decoded: two compressors need not write the same. */
    private static String text(RawHttp.Response response) {
        if (response.body().length == 0 || !"gzip".equals(response.fields().get("content-encoding"))) {
            return response.text();
        }
        try (GZIPInputStream decoded = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            return new String(decoded.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOwnPage(RawHttp.Response response) {
        String text = response.text();
        return text.contains("Index of") || (text.contains("<!DOCTYPE") && text.contains("<title>"));
    }

    private static String comparable(String name, String value, int status) {
        return switch (name) {
            case "expires" -> ANY;
            case "content-type" -> type(value, status);
            case "vary", "cache-control", "allow" ->
                Arrays.stream(value.split(",", -1)).map(String::strip).sorted().collect(Collectors.joining(", "));
            default -> value;
        };
    }

    private static String type(String value, int status) {
        String lower = value.toLowerCase(Locale.ROOT);
        return status >= 300 || lower.matches(".*;\\s*charset=utf-8")
                ? value.substring(0, value.indexOf(';') < 0 ? value.length() : value.indexOf(';'))
                : value;
    }
}
