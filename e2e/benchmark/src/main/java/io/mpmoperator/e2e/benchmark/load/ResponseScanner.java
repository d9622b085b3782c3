package io.mpmoperator.e2e.benchmark.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Finds where a response ends in what a connection brings: responses that follow each other and say their Content-Length. */
final class ResponseScanner {

    private static final int LARGEST_HEAD = 8192;
    private static final String LENGTH = "\r\ncontent-length:";

    private final byte[] head = new byte[LARGEST_HEAD];
    private int headLength;
    private long bodyLeft = -1;

    /**
     * Takes bytes up to the end of the response.
     *
     * @return whether the response is complete
     * @throws IllegalStateException for a status that is not 200 or a head without Content-Length
     */
    boolean takes(ByteBuffer bytes) {
        while (bodyLeft < 0 && bytes.hasRemaining()) {
            takeOfHead(bytes.get());
        }
        if (bodyLeft < 0) {
            return false;
        }
        int taken = (int) Math.min(bodyLeft, bytes.remaining());
        bytes.position(bytes.position() + taken);
        bodyLeft -= taken;
        if (bodyLeft > 0) {
            return false;
        }
        headLength = 0;
        bodyLeft = -1;
        return true;
    }

    private void takeOfHead(byte next) {
        if (headLength == LARGEST_HEAD) {
            throw new IllegalStateException("a response's head is longer than " + LARGEST_HEAD + " bytes");
        }
        head[headLength++] = next;
        if (next == '\n' && headLength >= 4 && head[headLength - 2] == '\r' && head[headLength - 3] == '\n') {
            bodyLeft = contentLength(new String(head, 0, headLength, StandardCharsets.ISO_8859_1));
        }
    }

    private static long contentLength(String head) {
        int length = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        if (!head.startsWith("HTTP/1.1 200 ") || length < 0) {
            throw new IllegalStateException("not a 200 with Content-Length:\n" + head);
        }
        int from = length + LENGTH.length();
        return Long.parseLong(head.substring(from, head.indexOf('\r', from)).strip());
    }
}
