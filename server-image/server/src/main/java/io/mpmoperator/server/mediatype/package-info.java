/** httpd's table of media types, which stays on the disk: a process needs few of its thousand. */
@NullMarked
package io.mpmoperator.server.mediatype;

import org.jspecify.annotations.NullMarked;
