/** FastCGI 1.0: the records between a web server and a FastCGI server, and the head that a script's output begins with. */
@NullMarked
package io.mpmoperator.server.fastcgi;

import org.jspecify.annotations.NullMarked;
