/** What a configuration says of backends: which requests go to one, how it is reached, and what its responses are mapped back to. */
@NullMarked
package io.mpmoperator.proxy;

import org.jspecify.annotations.NullMarked;
