package io.mpmoperator.rules;

/** What sections say of names and passwords: scheme Basic, with files that {@code htpasswd} writes. */
public final class PasswordSettings {

    /** Whether names and passwords are asked for: AuthType. */
    public static final Setting<Boolean> BASIC = Setting.last("AuthType");

    /** What users are told a password is for. */
    public static final Setting<String> REALM = Setting.last("AuthName");

    /** The file with the users, an absolute path. */
    public static final Setting<String> USER_FILE = Setting.last("AuthUserFile");

    /** The file with the groups of users, an absolute path. */
    public static final Setting<String> GROUP_FILE = Setting.last("AuthGroupFile");

    /** Whether a user who is known and not admitted is 403, and not asked for another password. */
    public static final Setting<Boolean> FORBIDDEN_ON_FAILURE = Setting.last("AuthzSendForbiddenOnFailure");

    private PasswordSettings() {}
}
