package io.mpmoperator.server.fastcgi;

import java.nio.ByteBuffer;

/** Reads what a FastCGI server sends, record by record, out of a buffer that is filled again and again (FastCGI 1.0, section 3.3). */
public final class RecordReader {

    private static final int END_REQUEST = 3;
    private static final int STDOUT = 6;
    private static final int STDERR = 7;

    /** Where the body of END_REQUEST says how it ended. */
    private static final int PROTOCOL_STATUS = 4;

    private final byte[] head = new byte[SentRecords.HEAD_BYTES];
    private int headBytes;
    private int type;
    private int left;
    private int padding;
    private int ofEnd;
    private int protocolStatus;
    private boolean ends;

    /** What was read. */
    public sealed interface Event {

        /** All that was there is read. */
        record Nothing() implements Event {}

        /** A piece of the script's output, to be taken before more is read. */
        record Output(ByteBuffer bytes) implements Event {}

        /** A piece of what the script has to say to the error log. */
        record ErrorOutput(ByteBuffer bytes) implements Event {}

        /**
         * The request is done.
         *
         * @param complete whether the server has performed it, and has not refused it for being busy
         */
        record End(boolean complete) implements Event {}
    }

    private static final Event NOTHING = new Event.Nothing();

    /** Begins with the first record of another request. */
    public void begin() {
        headBytes = 0;
        left = 0;
        padding = 0;
        ofEnd = 0;
        protocolStatus = 0;
        ends = false;
    }

    /**
     * Reads as far as a piece of output, the end, or the end of what is there.
     *
     * @throws FastCgiException for what is no record of this request
     */
    public Event read(ByteBuffer received) throws FastCgiException {
        while (received.hasRemaining()) {
            if (left > 0) {
                Event event = content(received);
                if (!(event instanceof Event.Nothing)) {
                    return event;
                }
            } else if (padding > 0) {
                padding -= skip(received, padding);
            } else if (headBytes < head.length) {
                head[headBytes++] = received.get();
                if (headBytes == head.length) {
                    begun();
                }
            } else {
                headBytes = 0;
            }
            if (ends && left == 0 && padding == 0) {
                return new Event.End(protocolStatus == 0);
            }
        }
        return NOTHING;
    }

    private void begun() throws FastCgiException {
        int version = head[0];
        int request = unsigned(2) << 8 | unsigned(3);
        if (version != SentRecords.VERSION || request > SentRecords.REQUEST) {
            throw new FastCgiException(
                    "the backend sent a record of version " + version + " for the request " + request);
        }
        type = head[1];
        left = unsigned(4) << 8 | unsigned(5);
        padding = unsigned(6);
        ends = type == END_REQUEST;
    }

    private int unsigned(int index) {
        return Byte.toUnsignedInt(head[index]);
    }

    private Event content(ByteBuffer received) {
        if (type == END_REQUEST) {
            end(received.get());
            left--;
            return NOTHING;
        }
        int count = Math.min(left, received.remaining());
        ByteBuffer piece = received.slice(received.position(), count);
        left -= skip(received, count);
        return switch (type) {
            case STDOUT -> new Event.Output(piece);
            case STDERR -> new Event.ErrorOutput(piece);
            default -> NOTHING;
        };
    }

    private void end(byte one) {
        if (ofEnd++ == PROTOCOL_STATUS) {
            protocolStatus = one;
        }
    }

    private static int skip(ByteBuffer received, int most) {
        int count = Math.min(most, received.remaining());
        received.position(received.position() + count);
        return count;
    }
}
