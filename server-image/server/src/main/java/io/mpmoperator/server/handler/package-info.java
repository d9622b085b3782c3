/**
 * Java handlers: {@link com.sun.net.httpserver.HttpHandler}, found through {@link java.util.ServiceLoader} in the jars
 * on HandlerPath and mounted by the Handler directive. What a handler does wrong costs its own request at most, short
 * of ending the process.
 */
@NullMarked
package io.mpmoperator.server.handler;

import org.jspecify.annotations.NullMarked;
