/** nginx's configurations, read and said in Apache's directives: those of static sites. */
@NullMarked
package io.mpmoperator.operator.nginx;

import org.jspecify.annotations.NullMarked;
