/** Answers without a cluster: what a WebServer in a file would cost, and the manifests that it would become. */
@NullMarked
package io.mpmoperator.operator.cli;

import org.jspecify.annotations.NullMarked;
