/** Addresses of clients and networks of them, read from text without asking any name server. */
@NullMarked
package io.mpmoperator.address;

import org.jspecify.annotations.NullMarked;
