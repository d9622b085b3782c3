/**
 * Who is admitted: {@code Require} in all its forms and containers, and {@code Order}, {@code Allow} and {@code Deny} of
 * {@code mod_access_compat}. Decisions are functions of a {@link io.mpmoperator.access.Visit}; no name server is asked.
 */
@NullMarked
package io.mpmoperator.access;

import org.jspecify.annotations.NullMarked;
