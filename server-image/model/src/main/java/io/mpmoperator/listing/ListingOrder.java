package io.mpmoperator.listing;

import java.util.Comparator;
import java.util.Locale;

/**
 * How a listing is sorted, as its query says: {@code C=N;O=D}.
 *
 * @param column N, M, S or D: name, modification, size, description
 */
public record ListingOrder(char column, boolean descending) {

    /** By name. */
    public static final ListingOrder DEFAULT = new ListingOrder('N', false);

    /** Reads the query; what it does not say is as the default. */
    public static ListingOrder parse(String query) {
        char column = 'N';
        boolean descending = false;
        for (String part : query.split("[;&]", -1)) {
            if (part.matches("C=[NMSD]")) {
                column = part.charAt(2);
            } else if (part.matches("O=[AD]")) {
                descending = part.charAt(2) == 'D';
            }
        }
        return new ListingOrder(column, descending);
    }

    Comparator<ListedFile> comparator(IndexOptions options) {
        Comparator<ListedFile> byName = options.has(IndexOptions.Option.IGNORE_CASE)
                ? Comparator.comparing(file -> file.shown().toLowerCase(Locale.ROOT))
                : Comparator.comparing(ListedFile::shown);
        Comparator<ListedFile> order = switch (column) {
            case 'M' -> Comparator.comparing(ListedFile::modified).thenComparing(byName);
            case 'S' ->
                Comparator.<ListedFile>comparingLong(file -> file.folder() ? -1 : file.size())
                        .thenComparing(byName);
            case 'D' -> Comparator.comparing(ListedFile::description).thenComparing(byName);
            default -> byName;
        };
        Comparator<ListedFile> directed = descending ? order.reversed() : order;
        return options.has(IndexOptions.Option.FOLDERS_FIRST)
                ? Comparator.comparing((ListedFile file) -> !file.folder()).thenComparing(directed)
                : directed;
    }

    /** The query of the link in a column's head: it turns the order round where the list is sorted by it already. */
    String link(char other) {
        return "?C=" + other + ";O=" + (other == column && !descending ? 'D' : 'A');
    }
}
