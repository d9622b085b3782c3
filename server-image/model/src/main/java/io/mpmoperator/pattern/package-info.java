/**
 * Regular expressions as Apache reads them. A pattern of PCRE is translated to {@link java.util.regex.Pattern}, or refused
 * where both differ; a match ends after so many steps; and lists of patterns find by a literal prefix what may match.
 */
@NullMarked
package io.mpmoperator.pattern;

import org.jspecify.annotations.NullMarked;
