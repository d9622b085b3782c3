/** What was measured, held against the goals, and how it is shown: tables, JSON, a picture. */
@NullMarked
package io.mpmoperator.e2e.benchmark.report;

import org.jspecify.annotations.NullMarked;
