/**
 * Who a client is behind proxies: {@code RemoteIPHeader} and its lists of proxies, and the PROXY protocol. No one who is not
 * trusted is believed.
 */
@NullMarked
package io.mpmoperator.remoteip;

import org.jspecify.annotations.NullMarked;
