/** Memory cgroups for pods, version 1 and 2, where this process may make one; and the reason where it may not. */
@NullMarked
package io.mpmoperator.e2e.local.cgroup;

import org.jspecify.annotations.NullMarked;
