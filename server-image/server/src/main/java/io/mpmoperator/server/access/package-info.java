/** Passwords of users: files that {@code htpasswd} writes, and the field {@code Authorization} of scheme Basic. */
@NullMarked
package io.mpmoperator.server.access;

import org.jspecify.annotations.NullMarked;
