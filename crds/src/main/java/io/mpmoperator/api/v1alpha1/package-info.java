/** The WebServer API, version v1alpha1: what can be asked for, and what the operator reports. */
@NullMarked
package io.mpmoperator.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
