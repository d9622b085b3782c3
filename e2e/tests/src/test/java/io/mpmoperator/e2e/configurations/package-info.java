/**
 * Configurations that Apache and this server read alike: each file is given to both with the same requests, and what they answer must
 * agree. Apache's answers are recorded beside the file, for machines that have none.
 */
@NullMarked
package io.mpmoperator.e2e.configurations;

import org.jspecify.annotations.NullMarked;
