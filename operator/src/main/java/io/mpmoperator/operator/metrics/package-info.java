/** What the operator tells Prometheus, at /q/metrics. */
@NullMarked
package io.mpmoperator.operator.metrics;

import org.jspecify.annotations.NullMarked;
