package io.mpmoperator.server.tls;

import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.server.http.Transport;
import io.mpmoperator.server.log.Log;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * The server's end of TLS in one process, with one certificate: TLS 1.2 and 1.3, cipher suites with forward secrecy and
 * authenticated encryption only, ALPN {@code http/1.1}. Where there are several certificates, {@link NamedEndpoints} chooses.
 *
 * <p>A renewed certificate is taken up without a restart: when a handshake begins, at most once a second, and whenever
 * {@link #renew} is called, the two files are looked at. Files that cannot be used are logged once, and the certificate stays
 * as it is until they change again.
 *
 * <p>Sessions are resumed by stateless tickets, whose keys the JDK makes for each process and each certificate and does not
 * let out: a client that comes back to another process of the server goes through a full handshake.
 */
public final class TlsEndpoint {

    private static final String[] APPLICATION_PROTOCOLS = {"http/1.1"};
    private static final long LOOK_INTERVAL = TimeUnit.SECONDS.toNanos(1);
    private static final int SESSIONS_WITHOUT_TICKETS = 256;

    static {
        ServerNames.ignore();
    }

    private final TlsSettings settings;
    private final Log log;
    private final LongSupplier nanoTime;
    private final Consumer<String> inForce;
    private final AtomicLong nextLook;
    private volatile Certified current;
    private boolean hanging;

    /** What engines are made of. */
    private record Certified(SSLContext context, List<String> cipherSuites, CertificateFiles seen) {}

    private TlsEndpoint(
            TlsSettings settings, Log log, LongSupplier nanoTime, Consumer<String> inForce, Certified first) {
        this.settings = settings;
        this.log = log;
        this.nanoTime = nanoTime;
        this.inForce = inForce;
        this.nextLook = new AtomicLong(nanoTime.getAsLong() + LOOK_INTERVAL);
        this.current = first;
    }

    /**
     * Begins with what the files hold.
     *
     * @param inherited of files that could be used before, for when they no longer can
     * @param nanoTime as {@link System#nanoTime}
     * @param inForce told of {@link ServerIdentity#sha256} of the certificate that is in force from now on
     * @throws TlsException when neither can be used
     */
    public static TlsEndpoint open(
            TlsSettings settings, StoredIdentities inherited, Log log, LongSupplier nanoTime, Consumer<String> inForce)
            throws TlsException {
        String otherwise = inherited.pem(settings);
        CertificateFiles seen = CertificateFiles.look(settings);
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
        inForce.accept(identity.sha256());
        return new TlsEndpoint(settings, log, nanoTime, inForce, certified(identity, settings, seen));
    }

    private static Certified certified(ServerIdentity identity, TlsSettings settings, CertificateFiles seen)
            throws TlsException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new OneIdentity(identity)},
                    new TrustManager[] {new RefusingTrustManager()},
                    null);
            context.getServerSessionContext().setSessionCacheSize(SESSIONS_WITHOUT_TICKETS);
            List<String> offered = List.of(context.getDefaultSSLParameters().getCipherSuites());
            List<String> suites = new ArrayList<>(
                    offered.stream().filter(TlsEndpoint::isOfVersion13).toList());
            settings.suites().stream().filter(offered::contains).forEach(suites::add);
            return new Certified(context, suites, seen);
        } catch (GeneralSecurityException e) {
            throw new TlsException("this JDK offers no TLS: " + e.getMessage(), e);
        }
    }

    private static boolean isOfVersion13(String suite) {
        return !suite.contains("_WITH_") && (suite.contains("_GCM_") || suite.contains("_CHACHA20_POLY1305_"));
    }

    /** The encrypted side of a connection that was just accepted, whatever name its client asks for. */
    public Transport encrypt(Transport raw) {
        return new TlsTransport(raw, new Engines() {
            @Override
            public boolean dependOnName() {
                return false;
            }

            @Override
            public SSLEngine engine(String name) {
                return newEngine();
            }
        });
    }

    /** An engine with the certificate that is in force. */
    SSLEngine newEngine() {
        lookForRenewal();
        Certified certified = current;
        SSLEngine engine = certified.context().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = new SSLParameters(
                certified.cipherSuites().toArray(String[]::new),
                settings.protocols().toArray(String[]::new));
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
        renew();
    }

    /** Looks at the files now, for a process that may not be asked for a handshake for a long time. Any thread may call it. */
    public synchronized void renew() {
        Certified before = current;
        CertificateFiles seen = CertificateFiles.look(settings);
        if (seen.equals(before.seen())) {
            return;
        }
        try {
            ServerIdentity renewed = ServerIdentity.read(settings);
            current = certified(renewed, settings, seen);
            inForce.accept(renewed.sha256());
            log.info(
                    "certificate-renewed",
                    "subject",
                    renewed.certificate().getSubjectX500Principal().getName(),
                    "notAfter",
                    renewed.certificate().getNotAfter().toInstant());
            hanging = false;
        } catch (TlsException e) {
            keep(before, seen, e);
        }
    }

    /** What does not answer is looked at again and again, and said once. */
    private void keep(Certified before, CertificateFiles seen, TlsException e) {
        boolean said = hanging;
        hanging = e.isOfHangingFile();
        current = new Certified(before.context(), before.cipherSuites(), hanging ? CertificateFiles.UNKNOWN : seen);
        if (!hanging || !said) {
            log.error("certificate-kept", "reason", e.getMessage());
        }
    }
}
