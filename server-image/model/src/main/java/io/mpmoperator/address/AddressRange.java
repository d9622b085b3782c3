package io.mpmoperator.address;

/**
 * A network of addresses.
 *
 * @param first an address of the network; what is beyond the bits does not count
 * @param bits how many leading bits an address has in common with the first
 */
public record AddressRange(IpAddress first, int bits) {

    private static final String ACCEPTED =
            "an address, 10.1, 10.1.0.0/16, 10.1.0.0/255.255.0.0 and 2001:db8::/32" + " are accepted";

    /**
     * Reads an address, the beginning of one ({@code 10.1}), a network with its bits or its mask.
     *
     * @throws IllegalArgumentException for anything else, a host name too
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (slash < 0 && text.indexOf(':') < 0) {
            return beginning(text);
        }
        IpAddress first = IpAddress.parse(address).orElseThrow(() -> refused(text));
        int bits = slash < 0 ? first.bits() : bits(first, text.substring(slash + 1), text);
        return new AddressRange(first, bits);
    }

    /** {@code 10}, {@code 10.1}, {@code 10.1.} up to a whole address: so many octets. */
    private static AddressRange beginning(String text) {
        String trimmed = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        String[] parts = trimmed.split("\\.", -1);
        byte[] octets = new byte[4];
        for (int i = 0; i < parts.length; i++) {
            int octet = IpAddress.octet(parts[i]);
            if (octet < 0 || parts.length > 4) {
                throw refused(text);
            }
            octets[i] = (byte) octet;
        }
        return new AddressRange(IpAddress.of(octets), 8 * parts.length);
    }

    private static int bits(IpAddress first, String mask, String text) {
        if (mask.indexOf('.') >= 0 && first.bits() == 32) {
            return mask(mask, text);
        }
        int bits = IpAddress.octet(mask);
        if (bits < 0 || bits > first.bits()) {
            throw refused(text);
        }
        return bits;
    }

    private static int mask(String mask, String text) {
        byte[] octets = IpAddress.ipv4(mask);
        if (octets.length != 4) {
            throw refused(text);
        }
        int value = (octets[0] << 24) | ((octets[1] & 255) << 16) | ((octets[2] & 255) << 8) | (octets[3] & 255);
        int bits = Integer.bitCount(value);
        if (bits < 32 && value << bits != 0) {
            throw refused(text);
        }
        return bits;
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("'" + text + "' is no address and no network: " + ACCEPTED);
    }

    /** Whether an address belongs to the network; one of the other IP version never does. */
    public boolean contains(IpAddress address) {
        if (address.bits() != first.bits()) {
            return false;
        }
        for (int i = 0; i < bits / 8; i++) {
            if (address.octetAt(i) != first.octetAt(i)) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || ((address.octetAt(bits / 8) ^ first.octetAt(bits / 8)) & 255) >> (8 - rest) == 0;
    }

    @Override
    public String toString() {
        return bits == first.bits() ? first.toString() : first + "/" + bits;
    }
}
