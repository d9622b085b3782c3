/** The management port: probes, metrics and server-status, answered by the control process. */
@NullMarked
package io.mpmoperator.server.management;

import org.jspecify.annotations.NullMarked;
