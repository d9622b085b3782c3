/**
 * The logs of requests: CustomLog and LogFormat, for the server and each of its virtual hosts. Which of them have a line for a
 * request follows from who has responded to it; what the lines say is asked of the request, the response and the connection.
 */
@NullMarked
package io.mpmoperator.server.accesslog;

import org.jspecify.annotations.NullMarked;
