package io.mpmoperator.server.http;

import java.net.Inet6Address;
import java.net.InetAddress;

/** How an address is written for people and logs. */
public final class AddressText {

    private static final int GROUPS = 8;

    private AddressText() {}

    /**
     * An address in figures, one of IPv6 as short as it can be and without its zone (RFC 5952, section 4), as Apache's
     * {@code %h} has it.
     */
    public static String of(InetAddress address) {
        return address instanceof Inet6Address ? text(address.getAddress()) : address.getHostAddress();
    }

    private static String text(byte[] octets) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = Byte.toUnsignedInt(octets[2 * i]) << 8 | Byte.toUnsignedInt(octets[2 * i + 1]);
        }
        int left = 0;
        int omitted = 1; // a single group of zeros is written
        for (int i = 0; i < GROUPS; i++) {
            int zeros = zerosFrom(i, groups);
            if (zeros > omitted) {
                left = i;
                omitted = zeros;
            }
        }
        return omitted == 1
                ? joined(groups, 0, GROUPS)
                : joined(groups, 0, left) + "::" + joined(groups, left + omitted, GROUPS);
    }

    private static int zerosFrom(int begin, int[] groups) {
        int end = begin;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - begin;
    }

    private static String joined(int[] groups, int begin, int end) {
        StringBuilder text = new StringBuilder();
        for (int i = begin; i < end; i++) {
            text.append(i == begin ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
