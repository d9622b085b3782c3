/** What the tests of all modules share: which need a cluster, a sentence for each that is skipped, and a FastCGI server. */
@NullMarked
package io.mpmoperator.testing;

import org.jspecify.annotations.NullMarked;
