/** The rules of who may import whom, held over the compiled classes of all modules. */
@NullMarked
package io.mpmoperator.e2e.architecture;

import org.jspecify.annotations.NullMarked;
