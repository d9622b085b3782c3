package io.mpmoperator.rules;

import io.mpmoperator.proxy.FastCgiVariable;
import java.util.List;

/** What is said of FastCGI servers. */
public final class FastCgiSettings {

    /** ProxyFCGISetEnvIf. */
    public static final Setting<List<FastCgiVariable>> VARIABLES = Setting.list("ProxyFCGISetEnvIf");

    /** Which kind of server it is. */
    public static final Setting<BackendType> BACKEND_TYPE = Setting.last("ProxyFCGIBackendType");

    /** Whether the field Authorization is passed on. */
    public static final Setting<Boolean> PASSES_AUTHORIZATION = Setting.last("CGIPassAuth");

    /** Whether REQUEST_URI is what rules have made of it. */
    public static final Setting<Boolean> CURRENT_URI = Setting.last("CGIVar");

    /** The address of whoever runs the server: SERVER_ADMIN. */
    public static final Setting<String> ADMIN =
            Setting.<String>last("ServerAdmin").ofServer();

    private FastCgiSettings() {}

    /** Kinds of FastCGI servers. */
    public enum BackendType {
        /** PHP's, which takes {@code proxy:fcgi://host} off SCRIPT_FILENAME. */
        FPM,
        /** Any other, whose SCRIPT_FILENAME is a path. */
        GENERIC
    }
}
