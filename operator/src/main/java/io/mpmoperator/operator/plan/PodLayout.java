package io.mpmoperator.operator.plan;

/** Where things are inside a pod: agreed with the server image. */
public final class PodLayout {

    public static final String CONTAINER = "webserver";
    public static final String COMMAND = "/opt/webserver/bin/webserver";

    public static final String CONF_FOLDER = "/etc/webserver";
    public static final String CONF_KEY = "webserver.conf";
    public static final String CONF_FILE = CONF_FOLDER + "/" + CONF_KEY;
    public static final String CONF_HASH = CONF_KEY + ".sha256";
    public static final String CONF_CANDIDATE = CONF_KEY + ".candidate";
    public static final String CONFIGURATION_FOLDER = "/etc/webserver-configuration";
    public static final String PASSWORD_FOLDER = "/etc/webserver-passwords";
    public static final String PASSWORD_FILE = PASSWORD_FOLDER + "/htpasswd";
    public static final String TLS_FOLDER = "/etc/webserver-tls";
    public static final String CERTIFICATES_FOLDER = "/etc/webserver-certificates";
    public static final String CERTIFICATE = "tls.crt";
    public static final String CERTIFICATE_KEY = "tls.key";
    public static final String CONTENT_FOLDER = "/srv/www";
    public static final String HANDLER_FOLDER = "/opt/webserver/handlers";
    public static final String LOG_FOLDER = "/var/log/webserver";
    public static final String ACCESS_LOG = LOG_FOLDER + "/access.log";
    public static final String TMP_FOLDER = "/tmp";

    public static final int HTTP_PORT = 8080;
    public static final int HTTPS_PORT = 8443;
    public static final int MANAGEMENT_PORT = 9000;

    private PodLayout() {}
}
