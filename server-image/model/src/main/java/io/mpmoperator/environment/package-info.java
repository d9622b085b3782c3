/**
 * The environment of a request: {@code SetEnvIf}, {@code SetEnvIfNoCase}, {@code SetEnvIfExpr}, {@code BrowserMatch},
 * {@code SetEnv}, {@code UnsetEnv} and {@code PassEnv}.
 */
@NullMarked
package io.mpmoperator.environment;

import org.jspecify.annotations.NullMarked;
