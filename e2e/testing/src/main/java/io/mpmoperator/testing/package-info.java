/** What the tests of all modules share: which need a cluster, and a sentence for each that is skipped. */
@NullMarked
package io.mpmoperator.testing;

import org.jspecify.annotations.NullMarked;
