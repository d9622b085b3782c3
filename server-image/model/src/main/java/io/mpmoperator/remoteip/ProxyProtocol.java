package io.mpmoperator.remoteip;

import io.mpmoperator.address.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads the header of the PROXY protocol, versions 1 and 2, with which a proxy begins a connection
 * ({@code RemoteIPProxyProtocol}). The buffer is read in place and its position stays.
 */
public final class ProxyProtocol {

    /** The longest header of version 1, its end with it. */
    private static final int MOST_OF_VERSION_1 = 107;

    private static final byte[] SIGNATURE = {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a};
    private static final byte[] PROXY = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final int FIXED = 16;

    /** The longest header of version 2 that is accepted: what a reader's buffer holds beside a request. */
    private static final int MOST_OF_VERSION_2 = FIXED + 1024;

    private ProxyProtocol() {}

    /** Reads what is between the buffer's position and its limit. */
    public static ProxyHeader read(ByteBuffer buffer) {
        if (begins(buffer, SIGNATURE)) {
            return buffer.remaining() < FIXED ? new ProxyHeader.Incomplete() : version2(buffer);
        }
        return begins(buffer, PROXY)
                ? version1(buffer)
                : new ProxyHeader.Refused("the connection begins with no header of the PROXY protocol");
    }

    /** Whether the buffer begins so, as far as it goes. */
    private static boolean begins(ByteBuffer buffer, byte[] with) {
        int length = Math.min(buffer.remaining(), with.length);
        for (int i = 0; i < length; i++) {
            if (buffer.get(buffer.position() + i) != with[i]) {
                return false;
            }
        }
        return true;
    }

    private static ProxyHeader version1(ByteBuffer buffer) {
        int end = Math.min(buffer.remaining(), MOST_OF_VERSION_1);
        byte[] octets = new byte[end];
        buffer.get(buffer.position(), octets);
        String line = new String(octets, StandardCharsets.ISO_8859_1);
        int lineEnd = line.indexOf("\r\n");
        if (lineEnd >= 0) {
            return version1(Arrays.asList(line.substring(0, lineEnd).split(" ", -1)), lineEnd + 2);
        }
        return end == MOST_OF_VERSION_1
                ? new ProxyHeader.Refused("the PROXY line does not end within 107 bytes")
                : new ProxyHeader.Incomplete();
    }

    private static ProxyHeader version1(List<String> words, int length) {
        if (words.get(1).equals("UNKNOWN")) {
            return new ProxyHeader.Local(length);
        }
        if (words.size() != 6 || !words.get(1).matches("TCP[46]")) {
            return new ProxyHeader.Refused("the PROXY line has not the form PROXY TCP4 client server port port");
        }
        Optional<IpAddress> client = address(words.get(2), words.get(1));
        Optional<IpAddress> server = address(words.get(3), words.get(1));
        int clientPort = port(words.get(4));
        int serverPort = port(words.get(5));
        if (client.isEmpty() || server.isEmpty() || clientPort < 0 || serverPort < 0) {
            return new ProxyHeader.Refused("the PROXY line has an address or a port that is none");
        }
        return new ProxyHeader.Proxied(client.get(), clientPort, server.get(), serverPort, length);
    }

    private static Optional<IpAddress> address(String text, String family) {
        return text.indexOf(':') >= 0 == family.equals("TCP6") ? IpAddress.parse(text) : Optional.empty();
    }

    private static int port(String text) {
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
        return port > 65535 ? -1 : port;
    }

    private static ProxyHeader version2(ByteBuffer buffer) {
        int at = buffer.position();
        int versionAndCommand = buffer.get(at + 12) & 255;
        int family = buffer.get(at + 13) & 255;
        int length = FIXED + (((buffer.get(at + 14) & 255) << 8) | (buffer.get(at + 15) & 255));
        if (versionAndCommand != 0x20 && versionAndCommand != 0x21) {
            return new ProxyHeader.Refused("the PROXY header has another version or command than 2, LOCAL and PROXY");
        }
        if (length > MOST_OF_VERSION_2) {
            return new ProxyHeader.Refused("the PROXY header has more than " + MOST_OF_VERSION_2 + " bytes");
        }
        if (buffer.remaining() < length) {
            return new ProxyHeader.Incomplete();
        }
        return versionAndCommand == 0x20 ? new ProxyHeader.Local(length) : version2(buffer, family, length);
    }

    private static ProxyHeader version2(ByteBuffer buffer, int family, int length) {
        int octets = switch (family) {
            case 0x11 -> 4;
            case 0x21 -> 16;
            default -> 0;
        };
        if (octets == 0) {
            return new ProxyHeader.Local(length);
        }
        if (length < FIXED + 2 * octets + 4) {
            return new ProxyHeader.Refused("the PROXY header is too short for its addresses");
        }
        int from = buffer.position() + FIXED;
        return new ProxyHeader.Proxied(
                address(buffer, from, octets),
                unsignedShort(buffer, from + 2 * octets),
                address(buffer, from + octets, octets),
                unsignedShort(buffer, from + 2 * octets + 2),
                length);
    }

    private static IpAddress address(ByteBuffer buffer, int from, int octets) {
        byte[] address = new byte[octets];
        buffer.get(from, address);
        return IpAddress.of(address);
    }

    private static int unsignedShort(ByteBuffer buffer, int at) {
        return ((buffer.get(at) & 255) << 8) | (buffer.get(at + 1) & 255);
    }
}
