package io.mpmoperator.server.site;

/**
 * The file that a response is of, as far as rules may ask.
 *
 * @param type its media type, also where the response does not say it, and without the charset that is said of all text; empty
 *     where there is no file
 * @param length in bytes, whatever part of it is sent; -1 where there is no file
 */
record ServedFile(String type, long length) {

    /** None. */
    static final ServedFile NONE = new ServedFile("", -1);
}
