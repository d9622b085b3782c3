/** Tests of the memory cgroups on fake file trees of both versions, and on the real ones where there are any. */
@NullMarked
package io.mpmoperator.e2e.local.cgroup;

import org.jspecify.annotations.NullMarked;
