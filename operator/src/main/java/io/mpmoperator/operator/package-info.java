/** Watches WebServers and makes the cluster match them: the rim where effects happen. */
@NullMarked
package io.mpmoperator.operator;

import org.jspecify.annotations.NullMarked;
