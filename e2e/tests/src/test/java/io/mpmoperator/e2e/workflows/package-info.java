/** The workflows of the continuous integration, read as far as they can be without running them. */
@NullMarked
package io.mpmoperator.e2e.workflows;

import org.jspecify.annotations.NullMarked;
