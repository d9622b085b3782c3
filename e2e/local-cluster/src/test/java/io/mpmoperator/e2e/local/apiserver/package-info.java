/** Tests of the local API server: apply and ownership as pure functions, the verbs over HTTP. */
@NullMarked
package io.mpmoperator.e2e.local.apiserver;

import org.jspecify.annotations.NullMarked;
