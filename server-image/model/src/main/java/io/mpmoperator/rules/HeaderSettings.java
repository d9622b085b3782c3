package io.mpmoperator.rules;

import io.mpmoperator.environment.EnvironmentRule;
import io.mpmoperator.headers.ExpiryCode;
import io.mpmoperator.headers.HeaderRule;
import io.mpmoperator.redirect.RedirectRule;
import java.util.List;
import java.util.Map;

/** What sections say of variables, of redirects and of the fields of responses. */
public final class HeaderSettings {

    /** Variables by what a request says of itself. A server's are set before anything else, a section's for it alone. */
    public static final Setting<List<EnvironmentRule>> BY_REQUEST =
            Setting.<EnvironmentRule>list("SetEnvIf").ofServer();

    /** Variables that are always set. */
    public static final Setting<List<EnvironmentRule>> ALWAYS = Setting.list("SetEnv");

    /** Redirects. A server's come before aliases, a section's after its rules. */
    public static final Setting<List<RedirectRule>> REDIRECTS =
            Setting.<RedirectRule>list("Redirect").ofServer().overFirst((base, over) -> Setting.appended(over, base));

    /** Fields of responses. */
    public static final Setting<List<HeaderRule>> HEADERS = Setting.list("Header");

    /** Changes of the fields of requests. */
    public static final Setting<List<HeaderRule>> REQUEST_HEADERS = Setting.list("RequestHeader");

    /** Whether responses say when they expire. */
    public static final Setting<Boolean> EXPIRES = Setting.last("ExpiresActive");

    /** When responses expire, by media type in lower case. */
    public static final Setting<Map<String, ExpiryCode>> EXPIRES_BY_TYPE = Setting.map("ExpiresByType");

    /** When all others expire. */
    public static final Setting<ExpiryCode> EXPIRES_OTHERWISE = Setting.last("ExpiresDefault");

    private HeaderSettings() {}
}
