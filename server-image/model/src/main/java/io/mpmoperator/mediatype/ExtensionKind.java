package io.mpmoperator.mediatype;

/** What an extension can say. */
public enum ExtensionKind {
    /** {@code AddType}, {@code RemoveType}. */
    TYPE,
    /** {@code AddEncoding}, {@code RemoveEncoding}. */
    ENCODING,
    /** {@code AddCharset}, {@code RemoveCharset}. */
    CHARSET,
    /** {@code AddLanguage}, {@code RemoveLanguage}. */
    LANGUAGE,
    /** {@code AddHandler}, {@code RemoveHandler}. */
    HANDLER
}
