/** The Kubernetes objects of a planned server, each a pure function from the server to the object. */
@NullMarked
package io.mpmoperator.operator.resources;

import org.jspecify.annotations.NullMarked;
