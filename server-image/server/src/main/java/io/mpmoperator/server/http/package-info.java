/** HTTP/1.1 over a transport: reading requests, writing responses, keeping connections alive (RFC 9110, RFC 9112). */
@NullMarked
package io.mpmoperator.server.http;

import org.jspecify.annotations.NullMarked;
