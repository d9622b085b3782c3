/** Requests that go to backends: connections to them, kept in pools, and what is passed on in both directions. */
@NullMarked
package io.mpmoperator.server.proxy;

import org.jspecify.annotations.NullMarked;
