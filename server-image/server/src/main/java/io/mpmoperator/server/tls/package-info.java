/** HTTPS: the certificate, its renewal, and connections encrypted by the JDK's SSLEngine. */
@NullMarked
package io.mpmoperator.server.tls;

import org.jspecify.annotations.NullMarked;
