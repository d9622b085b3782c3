package io.mpmoperator.server.tls;

import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.server.http.Transport;
import io.mpmoperator.server.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of TLS in one process: TLS 1.2 and 1.3, cipher suites with forward secrecy and authenticated encryption
 * only, ALPN {@code http/1.1}.
 *
 * <p>A renewed certificate is taken up without a restart: when a handshake begins, at most once a second, the two files are
 * looked at. Files that cannot be used are logged once, and the certificate stays as it is until they change again.
 *
 * <p>Sessions are resumed by stateless tickets, whose keys the JDK makes for each process and each certificate and does not
 * let out: a client that comes back to another process of the server goes through a full handshake.
 */
public final class TlsEndpoint {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final String[] APPLICATION_PROTOCOLS = {"http/1.1"};
    private static final long LOOK_INTERVAL = TimeUnit.SECONDS.toNanos(1);
    private static final int SESSIONS_WITHOUT_TICKETS = 256;

    private final TlsSettings settings;
    private final Log log;
    private final LongSupplier nanoTime;
    private final AtomicLong nextLook;
    private volatile Certified current;

    /** What engines are made of. */
    private record Certified(SSLContext context, List<String> cipherSuites, Seen seen) {}

    /** Both files as they were last looked at. */
    private record Seen(
            @Nullable Stamp certificate, @Nullable Stamp key) {

        static Seen of(TlsSettings settings) {
            return new Seen(Stamp.of(settings.certificateFile()), Stamp.of(settings.certificateKeyFile()));
        }
    }

    /** By which a file that was replaced or written to is recognised. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object fileKey) {

        static @Nullable Stamp of(String file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(Path.of(file), BasicFileAttributes.class);
                return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            } catch (IOException e) {
                return null;
            }
        }
    }

    private TlsEndpoint(TlsSettings settings, Log log, LongSupplier nanoTime, Certified first) {
        this.settings = settings;
        this.log = log;
        this.nanoTime = nanoTime;
        this.nextLook = new AtomicLong(nanoTime.getAsLong() + LOOK_INTERVAL);
        this.current = first;
    }

    /**
     * Begins with what the files hold.
     *
     * @param otherwise {@link ServerIdentity#pem} of files that could be used before, for when they no longer can
     * @param nanoTime as {@link System#nanoTime}
     * @throws TlsException when neither can be used
     */
    public static TlsEndpoint open(TlsSettings settings, @Nullable String otherwise, Log log, LongSupplier nanoTime)
            throws TlsException {
        Seen seen = Seen.of(settings);
        ServerIdentity identity;
        try {
            identity = ServerIdentity.read(settings);
        } catch (TlsException e) {
            if (otherwise == null) {
                throw e;
            }
            log.error("certificate-kept", "reason", e.getMessage());
            identity = ServerIdentity.of(settings, otherwise);
        }
        return new TlsEndpoint(settings, log, nanoTime, certified(identity, seen));
    }

    private static Certified certified(ServerIdentity identity, Seen seen) throws TlsException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new OneIdentity(identity)}, new TrustManager[] {new TrustsNobody()}, null);
            context.getServerSessionContext().setSessionCacheSize(SESSIONS_WITHOUT_TICKETS);
            List<String> suites = Arrays.stream(
                            context.getDefaultSSLParameters().getCipherSuites())
                    .filter(TlsEndpoint::accepted)
                    .toList();
            return new Certified(context, suites, seen);
        } catch (GeneralSecurityException e) {
            throw new TlsException("this JDK offers no TLS: " + e.getMessage(), e);
        }
    }

    private static boolean accepted(String suite) {
        boolean secret = !suite.contains("_WITH_") || suite.startsWith("TLS_ECDHE_");
        return secret && (suite.contains("_GCM_") || suite.contains("_CHACHA20_POLY1305_"));
    }

    /** The encrypted side of a connection that was just accepted. */
    public Transport encrypt(Transport raw) {
        return new TlsTransport(raw, this::newEngine);
    }

    private SSLEngine newEngine() {
        lookForRenewal();
        Certified certified = current;
        SSLEngine engine = certified.context().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = new SSLParameters(certified.cipherSuites().toArray(String[]::new), PROTOCOLS);
        parameters.setApplicationProtocols(APPLICATION_PROTOCOLS);
        parameters.setUseCipherSuitesOrder(true);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private void lookForRenewal() {
        long due = nextLook.get();
        long now = nanoTime.getAsLong();
        if (now - due < 0 || !nextLook.compareAndSet(due, now + LOOK_INTERVAL)) {
            return;
        }
        Certified before = current;
        Seen seen = Seen.of(settings);
        if (seen.equals(before.seen())) {
            return;
        }
        try {
            ServerIdentity renewed = ServerIdentity.read(settings);
            current = certified(renewed, seen);
            log.info(
                    "certificate-renewed",
                    "subject",
                    renewed.certificate().getSubjectX500Principal().getName(),
                    "notAfter",
                    renewed.certificate().getNotAfter().toInstant());
        } catch (TlsException e) {
            current = new Certified(before.context(), before.cipherSuites(), seen);
            log.error("certificate-kept", "reason", e.getMessage());
        }
    }
}
