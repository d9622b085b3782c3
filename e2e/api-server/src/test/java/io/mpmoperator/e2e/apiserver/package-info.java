/** Tests of the local API server: apply and ownership as pure functions, the verbs over HTTP. */
@NullMarked
package io.mpmoperator.e2e.apiserver;

import org.jspecify.annotations.NullMarked;
