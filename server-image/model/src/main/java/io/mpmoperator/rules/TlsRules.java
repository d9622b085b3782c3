package io.mpmoperator.rules;

import java.util.List;

/** What is said of TLS, of the server or of a virtual host. */
public final class TlsRules {

    /** Whether TLS is spoken. */
    public static final Setting<Boolean> ENGINE =
            Setting.<Boolean>last("SSLEngine").ofServer();

    /** The file of the certificate. */
    public static final Setting<String> CERTIFICATE =
            Setting.<String>last("SSLCertificateFile").ofServer();

    /** The file of its key. */
    public static final Setting<String> KEY =
            Setting.<String>last("SSLCertificateKeyFile").ofServer();

    /** The file of the certificates that lead from it to a root. */
    public static final Setting<String> CHAIN =
            Setting.<String>last("SSLCertificateChainFile").ofServer();

    /** Other certificates for clients that ask for some names. */
    public static final Setting<List<NamedCertificate>> NAMED =
            Setting.<NamedCertificate>list("SSLNamedCertificate").ofServer();

    /** The versions that are spoken, as the JDK calls them. */
    public static final Setting<List<String>> PROTOCOLS =
            Setting.<List<String>>last("SSLProtocol").ofServer();

    /** The cipher suites of TLS 1.2, as the JDK calls them. */
    public static final Setting<List<String>> SUITES =
            Setting.<List<String>>last("SSLCipherSuite").ofServer();

    /** Whether a client that names no host is refused where there are several. */
    public static final Setting<Boolean> STRICT_NAME =
            Setting.<Boolean>last("SSLStrictSNIVHostCheck").ofServer();

    private TlsRules() {}
}
