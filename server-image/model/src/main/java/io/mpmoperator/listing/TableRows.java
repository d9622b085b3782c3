package io.mpmoperator.listing;

import io.mpmoperator.listing.IndexOptions.Option;
import java.time.ZoneId;
import java.util.List;

/** The list as a table: {@code IndexOptions HTMLTable}. */
final class TableRows {

    private final Listing listing;
    private final IndexOptions options;
    private final ZoneId zone;

    TableRows(Listing listing, ZoneId zone) {
        this.listing = listing;
        this.options = listing.options();
        this.zone = zone;
    }

    void append(StringBuilder out, List<ListedFile> sorted) {
        out.append("  <table>\n   <tr><th valign=\"top\">&nbsp;</th>").append(th('N', "Name"));
        out.append(options.has(Option.SUPPRESS_LAST_MODIFIED) ? "" : th('M', "Last modified"));
        out.append(options.has(Option.SUPPRESS_SIZE) ? "" : th('S', "Size"));
        out.append(options.has(Option.SUPPRESS_DESCRIPTION) ? "" : th('D', "Description"))
                .append("</tr>\n");
        out.append(rule());
        if (listing.hasParent()) {
            row(out, listing.link(listing.parent(), "Parent Directory"), "<td>&nbsp;</td>", "  - ", "");
        }
        for (ListedFile file : sorted) {
            String date = "<td align=\"right\">" + Listing.date(file, zone) + "  </td>";
            row(out, listing.link(Listing.href(file), file.shown()), date, Listing.size(file), file.description());
        }
        out.append(rule()).append("</table>\n");
    }

    private String th(char column, String text) {
        return "<th>" + listing.head(column, text) + "</th>";
    }

    private String rule() {
        int columns = 2
                + (options.has(Option.SUPPRESS_LAST_MODIFIED) ? 0 : 1)
                + (options.has(Option.SUPPRESS_SIZE) ? 0 : 1)
                + (options.has(Option.SUPPRESS_DESCRIPTION) ? 0 : 1);
        return options.has(Option.SUPPRESS_RULES) ? "" : "   <tr><th colspan=\"" + columns + "\"><hr></th></tr>\n";
    }

    private void row(StringBuilder out, String name, String date, String size, String description) {
        out.append("<tr><td valign=\"top\">&nbsp;</td><td>").append(name).append("</td>");
        out.append(options.has(Option.SUPPRESS_LAST_MODIFIED) ? "" : date);
        out.append(options.has(Option.SUPPRESS_SIZE) ? "" : "<td align=\"right\">" + size + "</td>");
        if (!options.has(Option.SUPPRESS_DESCRIPTION)) {
            out.append("<td>")
                    .append(description.isEmpty() ? "&nbsp;" : description)
                    .append("</td>");
        }
        out.append("</tr>\n");
    }
}
