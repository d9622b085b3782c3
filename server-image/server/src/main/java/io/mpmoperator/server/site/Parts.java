package io.mpmoperator.server.site;

/**
 * What a site is put together with, beside its files.
 *
 * @param mounts what responds in the place of files
 * @param forwarding what forwards requests to backends
 * @param status what {@code SetHandler server-status} shows
 */
public record Parts(Mounts mounts, Forwarding forwarding, ServerStatus status) {

    /** One that forwards nothing. */
    public Parts(Mounts mounts, ServerStatus status) {
        this(mounts, Forwarding.NONE, status);
    }

    /** Files alone. */
    public static final Parts NONE = new Parts(Mounts.NONE, ServerStatus.NONE);
}
