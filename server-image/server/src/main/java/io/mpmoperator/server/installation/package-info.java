/** What the server was started from: its folder, its flavor, and the caches that belong to it. */
@NullMarked
package io.mpmoperator.server.installation;

import org.jspecify.annotations.NullMarked;
