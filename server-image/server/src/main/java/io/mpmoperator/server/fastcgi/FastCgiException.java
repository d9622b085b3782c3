package io.mpmoperator.server.fastcgi;

import java.io.IOException;

/** What a FastCGI server has sent is not what it may send. */
public final class FastCgiException extends IOException {

    private static final long serialVersionUID = 1;

    FastCgiException(String reason) {
        super(reason);
    }
}
