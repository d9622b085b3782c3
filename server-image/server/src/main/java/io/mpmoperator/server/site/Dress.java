package io.mpmoperator.server.site;

import io.mpmoperator.dress.Expiry;
import io.mpmoperator.dress.HeaderRules;
import io.mpmoperator.dress.HeaderTable;
import io.mpmoperator.rules.DressSettings;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.server.content.Dressing;
import io.mpmoperator.server.http.Response;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * What rules add to a response.
 *
 * @param succeeds whether it is what was asked for, and not an error or a redirect: only some fields are added to those
 */
record Dress(Rules rules, RequestFacts facts, Effects effects, boolean succeeds) implements Dressing {

    @Override
    public boolean isTimed() {
        return rules.or(DressSettings.EXPIRES, false);
    }

    @Override
    public Response dress(Response response, Instant now) {
        HeaderTable always = new HeaderTable();
        HeaderTable own = new HeaderTable();
        for (HttpField field : response.fields()) {
            own.add(field.getName(), field.getValue() == null ? "" : field.getValue());
        }
        effects.cookies().forEach(cookie -> always.add("Set-Cookie", cookie));
        if (response.status() == HttpStatus.UNAUTHORIZED_401) {
            effects.challenge().ifPresent(challenge -> always.add("WWW-Authenticate", challenge));
        }
        facts.response(response.status(), response.fields());
        HeaderRules headers = new HeaderRules(rules.all(DressSettings.HEADERS));
        if (succeeds) {
            expire(own, always, response, now);
            effects.vary().forEach(name -> own.append("Vary", name));
            headers.dress(always, own, facts, facts.notes()::put);
        } else {
            HeaderTable both = own;
            always.fields().forEach(field -> both.add(field.name(), field.value()));
            headers.dressError(both, facts, facts.notes()::put);
            return with(response, both, new HeaderTable());
        }
        return with(response, own, always);
    }

    private void expire(HeaderTable own, HeaderTable always, Response response, Instant now) {
        if (isTimed()) {
            String type = response.fields().get(HttpHeader.CONTENT_TYPE);
            Expiry expiry = new Expiry(
                    true,
                    rules.or(DressSettings.EXPIRES_BY_TYPE, Map.of()),
                    rules.get(DressSettings.EXPIRES_OTHERWISE));
            expiry.dress(always, own, type == null ? "" : type, now, modified(response));
        }
    }

    private static Optional<Instant> modified(Response response) {
        @Nullable String text = response.fields().get(HttpHeader.LAST_MODIFIED);
        return Optional.ofNullable(text).map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    }

    private static Response with(Response response, HeaderTable own, HeaderTable always) {
        HttpFields.Mutable fields = HttpFields.build();
        own.fields().forEach(field -> fields.add(field.name(), field.value()));
        always.fields().forEach(field -> fields.add(field.name(), field.value()));
        return new Response(response.status(), fields.asImmutable(), response.content(), response.close());
    }
}
