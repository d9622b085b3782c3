/**
 * What the extensions of a file's name say: media type, charset, codings, languages, handler. {@code AddType},
 * {@code AddEncoding}, {@code AddCharset}, {@code AddLanguage}, {@code AddHandler} and their opposites, {@code ForceType} and
 * {@code AddDefaultCharset}.
 */
@NullMarked
package io.mpmoperator.mediatype;

import org.jspecify.annotations.NullMarked;
