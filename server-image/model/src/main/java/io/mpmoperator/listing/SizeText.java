package io.mpmoperator.listing;

/** A size in four characters: {@code apr_strfsize}. */
final class SizeText {

    private SizeText() {}

    static String of(long bytes) {
        if (bytes < 973) {
            return padded(bytes) + " ";
        }
        long size = bytes;
        for (char unit : "KMGTPE".toCharArray()) {
            long rest = size & 1023;
            size >>= 10;
            if (size < 973) {
                return inUnit(size, rest, unit);
            }
        }
        return "****";
    }

    private static String inUnit(long size, long rest, char unit) {
        if (size > 9 || (size == 9 && rest >= 973)) {
            return padded(rest >= 512 ? size + 1 : size) + unit;
        }
        long tenths = (rest * 5 + 256) / 512;
        return tenths >= 10 ? (size + 1) + ".0" + unit : size + "." + tenths + unit;
    }

    private static String padded(long number) {
        String digits = Long.toString(number);
        return " ".repeat(Math.max(0, 3 - digits.length())) + digits;
    }
}
