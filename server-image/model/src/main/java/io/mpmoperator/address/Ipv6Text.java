package io.mpmoperator.address;

/** Reads and writes the text of IPv6 addresses: RFC 4291, 2.2, and RFC 5952. */
final class Ipv6Text {

    private static final byte[] NONE = new byte[0];

    private Ipv6Text() {}

    static byte[] read(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] octets = groups(text);
            return octets.length == 16 ? octets : NONE;
        }
        String left = text.substring(0, gap);
        String right = text.substring(gap + 2);
        byte[] before = groups(left);
        byte[] after = groups(right);
        boolean wrong = (before.length == 0 && !left.isEmpty()) || (after.length == 0 && !right.isEmpty());
        if (wrong || before.length + after.length > 14) {
            return NONE;
        }
        byte[] octets = new byte[16];
        System.arraycopy(before, 0, octets, 0, before.length);
        System.arraycopy(after, 0, octets, 16 - after.length, after.length);
        return octets;
    }

    /** The octets of groups between colons, of which the last may be an IPv4 address; none where one is no group. */
    private static byte[] groups(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        String[] parts = text.split(":", -1);
        byte[] last = IpAddress.ipv4(parts[parts.length - 1]);
        int groups = last.length == 4 ? parts.length - 1 : parts.length;
        if (groups > 8) {
            return NONE;
        }
        byte[] octets = new byte[2 * groups + last.length];
        for (int i = 0; i < groups; i++) {
            if (!parts[i].matches("[0-9A-Fa-f]{1,4}")) {
                return NONE;
            }
            int value = Integer.parseInt(parts[i], 16);
            octets[2 * i] = (byte) (value >> 8);
            octets[2 * i + 1] = (byte) value;
        }
        System.arraycopy(last, 0, octets, 2 * groups, last.length);
        return octets;
    }

    static String write(byte[] octets) {
        int[] gap = longestGap(octets);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == gap[0]) {
                out.append("::");
                i += gap[1] - 1;
                continue;
            }
            if (i > 0 && i != gap[0] + gap[1]) {
                out.append(':');
            }
            out.append(Integer.toHexString(group(octets, i)));
        }
        return out.toString();
    }

    private static int group(byte[] octets, int at) {
        return ((octets[2 * at] & 255) << 8) | (octets[2 * at + 1] & 255);
    }

    /** Where the longest run of two or more groups of zero begins, and its length; -2 and 0 where there is none. */
    private static int[] longestGap(byte[] octets) {
        int[] longest = {-2, 0};
        int from = 0;
        for (int i = 0; i < 8; i++) {
            from = group(octets, i) == 0 ? from : i + 1;
            if (i + 1 - from > Math.max(1, longest[1])) {
                longest = new int[] {from, i + 1 - from};
            }
        }
        return longest;
    }
}
