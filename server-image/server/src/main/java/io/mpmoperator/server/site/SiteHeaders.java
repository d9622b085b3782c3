package io.mpmoperator.server.site;

import io.mpmoperator.expression.Facts;
import io.mpmoperator.headers.Expiry;
import io.mpmoperator.headers.HeaderRules;
import io.mpmoperator.headers.HeaderTable;
import io.mpmoperator.rules.HeaderSettings;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.server.content.HeaderFilter;
import io.mpmoperator.server.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * What rules add to a response.
 *
 * @param succeeds whether it is what was asked for, or a page of the site, and not an error or a redirect that the server has
 *     made: only some fields are added to those
 * @param file that it is of
 * @param script whether a script has made it, most of whose fields are among those that errors have too
 */
record SiteHeaders(Rules rules, RequestFacts facts, Effects effects, boolean succeeds, ServedFile file, boolean script)
        implements HeaderFilter {

    private static final String TYPE = "Content-Type";

    /** What Apache takes out of the head of a script. */
    private static final Set<String> OWN_OF_SCRIPT =
            Set.of("content-type", "location", "content-range", "etag", "last-modified");

    /** What rules add to what no script has made. */
    SiteHeaders(Rules rules, RequestFacts facts, Effects effects, boolean succeeds, ServedFile file) {
        this(rules, facts, effects, succeeds, file, false);
    }

    @Override
    public boolean isTimed() {
        return rules.or(HeaderSettings.EXPIRES, false);
    }

    @Override
    public Response apply(Response response, Instant now) {
        HeaderTable always = new HeaderTable();
        HeaderTable own = new HeaderTable();
        for (HttpField field : response.fields()) {
            HeaderTable table = script && !OWN_OF_SCRIPT.contains(field.getLowerCaseName()) ? always : own;
            table.add(field.getName(), field.getValue() == null ? "" : field.getValue());
        }
        effects.cookies().forEach(cookie -> always.add("Set-Cookie", cookie));
        if (response.status() == HttpStatus.UNAUTHORIZED_401) {
            effects.challenge().ifPresent(challenge -> always.add("WWW-Authenticate", challenge));
        }
        facts.response(new ResponseSoFar(response.status(), own.get(TYPE), file, own, always));
        HeaderRules headers = new HeaderRules(rules.all(HeaderSettings.HEADERS));
        Effects found = new Effects();
        Facts asked = new VaryingFacts(facts, found);
        if (succeeds) {
            expire(own, always, response, now);
            effects.vary().forEach(name -> own.append("Vary", name));
            headers.apply(always, own, facts, asked, facts.notes()::put);
            found.vary().stream()
                    .filter(name -> !effects.vary().contains(name))
                    .forEach(name -> own.append("Vary", name));
            return with(response, own, always);
        }
        headers.applyToError(always, facts, asked, facts.notes()::put);
        if (response.status() == HttpStatus.NO_CONTENT_204) {
            effects.vary().forEach(found::vary);
        }
        found.vary().forEach(name -> own.append("Vary", name));
        expire(own, always, response, now);
        return with(response, own, always);
    }

    private void expire(HeaderTable own, HeaderTable always, Response response, Instant now) {
        if (isTimed() && response.status() < 400) {
            String said = response.fields().get(HttpHeader.CONTENT_TYPE);
            Expiry expiry = new Expiry(
                    true,
                    rules.or(HeaderSettings.EXPIRES_BY_TYPE, Map.of()),
                    rules.get(HeaderSettings.EXPIRES_OTHERWISE));
            expiry.apply(always, own, said == null ? file.type() : said, now, modified(response));
        }
    }

    private static Optional<Instant> modified(Response response) {
        @Nullable String text = response.fields().get(HttpHeader.LAST_MODIFIED);
        return Optional.ofNullable(text).map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    }

    /** A text as UTF-8, a character for each byte, as fields are written. */
    private static String octets(String value) {
        return value.chars().allMatch(c -> c < 0x80)
                ? value
                : new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static Response with(Response response, HeaderTable own, HeaderTable always) {
        HttpFields.Mutable fields = HttpFields.build();
        always.fields().forEach(field -> fields.add(field.name(), octets(field.value())));
        own.fields().stream()
                .filter(field -> !field.name().equalsIgnoreCase(TYPE) || always.get(TYPE) == null)
                .forEach(field -> fields.add(field.name(), octets(field.value())));
        return new Response(response.status(), fields.asImmutable(), response.content(), response.close());
    }
}
