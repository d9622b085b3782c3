package io.mpmoperator.listing;

import io.mpmoperator.listing.IndexOptions.Option;
import io.mpmoperator.url.PercentEncoding;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The page that lists a folder.
 *
 * @param path of URLs, decoded, with a slash at its end
 * @param header HTML that comes before the list ({@code HeaderName}); empty where there is none
 * @param readme HTML that comes after it ({@code ReadmeName})
 */
public record Listing(
        String path, List<ListedFile> files, IndexOptions options, ListingOrder order, String header, String readme) {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final String NO_DATE = " ".repeat(19);

    public Listing {
        files = List.copyOf(files);
    }

    /** The page; times are in a zone. */
    public String html(ZoneId zone) {
        StringBuilder out = new StringBuilder(1024);
        preamble(out);
        List<ListedFile> sorted =
                files.stream().sorted(order.comparator(options)).toList();
        if (options.has(Option.HTML_TABLE)) {
            new TableRows(this, zone).append(out, sorted);
        } else if (options.has(Option.FANCY_INDEXING)) {
            fancy(out, sorted, zone);
        } else {
            plain(out, sorted);
        }
        out.append(readme);
        if (!options.has(Option.SUPPRESS_HTML_PREAMBLE)) {
            out.append("</body></html>\n");
        }
        return out.toString();
    }

    private void preamble(StringBuilder out) {
        String title = "Index of " + escape(path.length() > 1 ? path.substring(0, path.length() - 1) : path);
        if (!options.has(Option.SUPPRESS_HTML_PREAMBLE)) {
            out.append("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\""
                            + " \"http://www.w3.org/TR/html4/strict.dtd\">\n")
                    .append("<html>\n <head>\n  <title>")
                    .append(title)
                    .append("</title>\n </head>\n <body>\n");
        }
        out.append(header.isEmpty() ? "<h1>" + title + "</h1>\n" : header);
    }

    private void plain(StringBuilder out, List<ListedFile> sorted) {
        out.append("<ul>");
        if (hasParent()) {
            out.append("<li><a href=\"").append(parent()).append("\"> Parent Directory</a></li>\n");
        }
        for (ListedFile file : sorted) {
            out.append("<li><a href=\"").append(href(file)).append("\"> ");
            out.append(escape(file.shown())).append("</a></li>\n");
        }
        out.append("</ul>\n");
    }

    private void fancy(StringBuilder out, List<ListedFile> sorted, ZoneId zone) {
        String rule = options.has(Option.SUPPRESS_RULES) ? "" : "<hr>";
        out.append("<pre>      ").append(head('N', "Name")).append(padding(4)).append(' ');
        out.append(options.has(Option.SUPPRESS_LAST_MODIFIED) ? "" : head('M', "Last modified") + "      ");
        out.append(options.has(Option.SUPPRESS_SIZE) ? "" : head('S', "Size") + "  ");
        out.append(options.has(Option.SUPPRESS_DESCRIPTION) ? "" : head('D', "Description"));
        out.append(rule.isEmpty() ? "\n" : rule);
        if (hasParent()) {
            row(out, link(parent(), "Parent Directory") + " ", NO_DATE, "  - ", "");
        }
        for (ListedFile file : sorted) {
            row(out, link(href(file), file.shown()) + " ", date(file, zone) + "  ", size(file), file.description());
        }
        out.append(rule).append("</pre>\n");
    }

    private void row(StringBuilder out, String name, String date, String size, String description) {
        out.append("      ").append(name);
        out.append(options.has(Option.SUPPRESS_LAST_MODIFIED) ? "" : date);
        out.append(options.has(Option.SUPPRESS_SIZE) ? "" : size + "  ");
        out.append(options.has(Option.SUPPRESS_DESCRIPTION) ? "" : description).append('\n');
    }

    /** The head of a column, which sorts by it. */
    String head(char column, String text) {
        return options.has(Option.SUPPRESS_COLUMN_SORTING)
                ? text
                : "<a href=\"" + order.link(column) + "\">" + text + "</a>";
    }

    /** A link that is as wide as the column of names; a longer name is cut. */
    String link(String href, String text) {
        int width = width();
        String shown = text.length() > width ? text.substring(0, width - 3) + "..>" : text;
        return "<a href=\"" + href + "\">" + escape(shown) + "</a>" + padding(shown.length());
    }

    private int width() {
        return options.nameWidth() > 0
                ? options.nameWidth()
                : files.stream().mapToInt(file -> file.shown().length()).reduce(16, Math::max);
    }

    private String padding(int length) {
        return " ".repeat(Math.max(0, width() - length));
    }

    boolean hasParent() {
        return path.length() > 1;
    }

    /** The link to the folder above. */
    String parent() {
        String above = path.substring(0, path.lastIndexOf('/', path.length() - 2) + 1);
        return escape(PercentEncoding.PATH.encode(above));
    }

    static String href(ListedFile file) {
        String encoded = PercentEncoding.PATH.encode(file.shown());
        boolean looksLikeScheme = encoded.indexOf(':') >= 0;
        return escape(looksLikeScheme ? "./" + encoded : encoded);
    }

    static String date(ListedFile file, ZoneId zone) {
        return DATE.format(file.modified().atZone(zone));
    }

    static String size(ListedFile file) {
        return file.folder() ? "  - " : SizeText.of(file.size());
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
