package io.mpmoperator.rewrite;

import io.mpmoperator.url.PercentEncoding;
import java.util.Optional;

/** Makes the outcome of what rules left: a redirect with its location, a path of this server, a status. */
record RewriteResult(
        RewriteInput input,
        Optional<RewriteDirectory> directory,
        String filename,
        String query,
        boolean passThrough,
        RewriteEffects effects) {

    /** What became of the path. */
    enum Kind {
        UNCHANGED,
        CHANGED,
        CHANGED_UNESCAPED,
        PROXY,
        STATUS
    }

    RewriteOutcome outcome(Kind kind, int status, String reason) {
        return switch (kind) {
            case UNCHANGED -> new RewriteOutcome.Unchanged(query, effects);
            case STATUS -> new RewriteOutcome.Status(status, reason, effects);
            case PROXY -> checked(new RewriteOutcome.Proxy(filename + (query.isEmpty() ? "" : "?" + query), effects));
            case CHANGED, CHANGED_UNESCAPED -> changed(kind == Kind.CHANGED, status);
        };
    }

    private RewriteOutcome changed(boolean escape, int status) {
        return AbsoluteUrl.of(filename)
                .map(url -> redirect(url, escape, status))
                .orElseGet(() -> checked(rewritten()));
    }

    private RewriteOutcome rewritten() {
        if (!filename.startsWith("/")) {
            return new RewriteOutcome.Status(400, "rules left '" + filename + "', which is no path", effects);
        }
        if (directory.isEmpty()) {
            return new RewriteOutcome.Rewritten(filename, query, passThrough, effects);
        }
        return filename.equals(input.path())
                ? new RewriteOutcome.Unchanged(query, effects)
                : new RewriteOutcome.Rewritten(directory.get().url(filename), query, false, effects);
    }

    private RewriteOutcome redirect(AbsoluteUrl url, boolean escape, int status) {
        AbsoluteUrl based = withBase(url);
        boolean queryAsItIs = !escape || query.equals(input.query());
        RewriteOutcome redirect = new RewriteOutcome.Redirect(
                status,
                (escape ? based.encoded() : based.text())
                        + (query.isEmpty() ? "" : "?" + (queryAsItIs ? query : PercentEncoding.PATH.encode(query))),
                effects);
        return queryAsItIs ? checked(redirect) : redirect;
    }

    /** The path of the directory is replaced by {@code RewriteBase}. */
    private AbsoluteUrl withBase(AbsoluteUrl url) {
        boolean hasPath = url.pathStart() < url.text().length();
        if (directory.isEmpty() || directory.get().base().isEmpty() || !hasPath) {
            return url;
        }
        int path = url.pathStart() - 1;
        String replaced = RewriteDirectory.substitute(
                url.text().substring(path),
                directory.get().path(),
                directory.get().base().get());
        return new AbsoluteUrl(url.text().substring(0, path) + replaced, url.afterScheme());
    }

    /** A query with spaces or control characters, which a group held, is never sent on. */
    private RewriteOutcome checked(RewriteOutcome outcome) {
        return query.chars().anyMatch(c -> c <= ' ' || c == 127)
                ? new RewriteOutcome.Status(
                        403, "the rewritten query has control characters or spaces: flag B encodes them", effects)
                : outcome;
    }
}
