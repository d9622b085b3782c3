package io.mpmoperator.rewrite;

/**
 * The path and the query after a substitution, which may have a query of its own: flags {@code QSA}, {@code QSD}, {@code QSL}.
 *
 * @param query empty where there is none
 */
record QueryChange(String path, String query) {

    static QueryChange of(String substituted, String before, RuleFlags flags) {
        if (AbsoluteUrl.of(substituted).filter(url -> !url.mayHaveQuery()).isPresent()) {
            return new QueryChange(substituted, "");
        }
        String kept = flags.has(Flag.QUERY_DISCARD) ? "" : before;
        int mark = flags.has(Flag.QUERY_LAST) ? substituted.lastIndexOf('?') : substituted.indexOf('?');
        if (mark < 0) {
            return new QueryChange(substituted, kept);
        }
        String own = substituted.substring(mark + 1);
        String query = flags.has(Flag.QUERY_APPEND) ? appended(own, kept) : own;
        return new QueryChange(substituted.substring(0, mark), trimmed(query));
    }

    private static String appended(String own, String kept) {
        return own.isEmpty() ? kept : own + "&" + kept;
    }

    private static String trimmed(String query) {
        return query.endsWith("&") ? query.substring(0, query.length() - 1) : query;
    }
}
