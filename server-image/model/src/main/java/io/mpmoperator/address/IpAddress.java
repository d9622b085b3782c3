package io.mpmoperator.address;

import java.util.Arrays;
import java.util.Optional;

/** An IPv4 or IPv6 address; an IPv4 address that is written as IPv6 ({@code ::ffff:10.0.0.1}) is one of IPv4. */
public final class IpAddress {

    private final byte[] octets;

    private IpAddress(byte[] octets) {
        this.octets = octets;
    }

    /** The address of so many octets, 4 or 16. */
    public static IpAddress of(byte[] octets) {
        if (octets.length != 4 && octets.length != 16) {
            throw new IllegalArgumentException("an address has 4 or 16 octets, not " + octets.length);
        }
        return new IpAddress(isMapped(octets) ? Arrays.copyOfRange(octets, 12, 16) : octets.clone());
    }

    /** Reads an address; empty where the text is none. A zone such as {@code %eth0} is not looked at. */
    public static Optional<IpAddress> parse(String text) {
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        byte[] octets = plain.indexOf(':') < 0 ? ipv4(plain) : Ipv6Text.read(plain);
        return octets.length == 0 ? Optional.empty() : Optional.of(of(octets));
    }

    /** The four octets of {@code 10.0.0.1}; none where the text is something else. */
    static byte[] ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] octets = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            int octet = octet(parts[i]);
            if (octet < 0 || parts.length != 4) {
                return new byte[0];
            }
            octets[i] = (byte) octet;
        }
        return octets;
    }

    /** The number of one to three digits, at most 255; -1 for anything else. */
    static int octet(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = digits ? Integer.parseInt(text) : -1;
        return value > 255 ? -1 : value;
    }

    private static boolean isMapped(byte[] octets) {
        return octets.length == 16
                && octets[10] == -1
                && octets[11] == -1
                && Arrays.equals(octets, 0, 10, new byte[10], 0, 10);
    }

    /** Whether this is 127.0.0.0/8 or ::1. */
    public boolean isLoopback() {
        return octets.length == 4
                ? octets[0] == 127
                : octets[15] == 1 && Arrays.equals(octets, 0, 15, new byte[15], 0, 15);
    }

    /** 32 or 128. */
    int bits() {
        return 8 * octets.length;
    }

    byte octetAt(int index) {
        return octets[index];
    }

    /** The octets, 4 or 16. */
    public byte[] octets() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** The address as RFC 5952 writes it. */
    @Override
    public String toString() {
        return octets.length == 4
                ? (octets[0] & 255) + "." + (octets[1] & 255) + "." + (octets[2] & 255) + "." + (octets[3] & 255)
                : Ipv6Text.write(octets);
    }
}
