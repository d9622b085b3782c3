/** What is shipped beside the images: the chart and what is generated from it, held to the API and to the operator's use. */
@NullMarked
package io.mpmoperator.e2e.chart;

import org.jspecify.annotations.NullMarked;
