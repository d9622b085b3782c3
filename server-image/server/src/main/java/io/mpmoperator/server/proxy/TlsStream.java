package io.mpmoperator.server.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** TLS over a connection to a backend, the client's end of it. */
final class TlsStream implements BackendStream {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final BackendStream raw;
    private final SSLEngine engine;
    private final ByteBuffer encrypted;
    private final ByteBuffer records;
    private final ByteBuffer plain;
    private boolean ended;

    private TlsStream(BackendStream raw, SSLEngine engine) {
        this.raw = raw;
        this.engine = engine;
        int record = engine.getSession().getPacketBufferSize();
        this.encrypted = ByteBuffer.allocate(record).flip();
        this.records = ByteBuffer.allocate(record);
        this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .flip();
    }

    /** Shakes hands; the connection is closed where that fails. */
    static TlsStream over(BackendStream raw, SSLEngine engine, long nanos) throws IOException {
        TlsStream stream = new TlsStream(raw, engine);
        try {
            engine.beginHandshake();
            stream.handshake(nanos);
            return stream;
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e instanceof IOException io ? io : new SSLException("TLS failed: " + e, e);
        }
    }

    private void handshake(long nanos) throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_WRAP -> wrap(NOTHING, nanos);
                case NEED_TASK -> tasks();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    while (unwrap() == 0 && engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
                        receive(nanos);
                    }
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
    }

    private void tasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private void receive(long nanos) throws IOException {
        encrypted.compact();
        try {
            if (raw.read(encrypted, nanos) < 0) {
                throw new SSLException("the backend closed the connection in the middle of the handshake");
            }
        } finally {
            encrypted.flip();
        }
    }

    /** Decrypts a record into what is plain; returns the bytes that were taken. */
    private int unwrap() throws SSLException {
        plain.compact();
        try {
            SSLEngineResult result = engine.unwrap(encrypted, plain);
            ended |= result.getStatus() == SSLEngineResult.Status.CLOSED;
            return result.bytesConsumed();
        } finally {
            plain.flip();
        }
    }

    private boolean wrap(ByteBuffer source, long nanos) throws IOException {
        records.clear();
        engine.wrap(source, records);
        return raw.write(records.flip(), nanos);
    }

    /** What the engine has to say after a handshake, as new keys are. */
    private void afterwards() throws IOException {
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK
                || engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                tasks();
            } else if (!wrap(NOTHING, Long.MAX_VALUE / 4) || ended) {
                return;
            }
        }
    }

    @Override
    public int readNow(ByteBuffer target) throws IOException {
        while (!plain.hasRemaining()) {
            if (ended) {
                return -1;
            }
            if (encrypted.hasRemaining() && unwrap() > 0) {
                afterwards();
                continue;
            }
            encrypted.compact();
            int n;
            try {
                n = raw.readNow(encrypted);
            } finally {
                encrypted.flip();
            }
            if (n < 0) {
                throw new SSLException("the backend closed the connection without the end of TLS");
            }
            if (n == 0) {
                return 0;
            }
        }
        int count = Math.min(plain.remaining(), target.remaining());
        target.put(target.position(), plain, plain.position(), count);
        target.position(target.position() + count);
        plain.position(plain.position() + count);
        return count;
    }

    @Override
    public void awaitBytes(long nanos) throws IOException {
        raw.awaitBytes(nanos);
    }

    /** A record that is begun is sent whole, whatever the backend has to say meanwhile. */
    @Override
    public boolean write(ByteBuffer source, long nanos) throws IOException {
        while (source.hasRemaining()) {
            if (!wrap(source, nanos)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean buffered() {
        return plain.hasRemaining();
    }

    @Override
    public void close() {
        raw.close();
    }
}
