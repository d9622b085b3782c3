package io.mpmoperator.rules;

import io.mpmoperator.address.AddressRange;
import io.mpmoperator.remoteip.TrustedProxy;
import java.util.List;
import java.util.regex.Pattern;

/** What is said of the proxies in front of a server or a virtual host. */
public final class RemoteIpSettings {

    /** The field that names the client. */
    public static final Setting<String> HEADER =
            Setting.<String>last("RemoteIPHeader").ofServer();

    /** The field in which the proxies are passed on. */
    public static final Setting<String> PROXIES_HEADER =
            Setting.<String>last("RemoteIPProxiesHeader").ofServer();

    /** The proxies that are believed. */
    public static final Setting<List<TrustedProxy>> PROXIES =
            Setting.<TrustedProxy>ownList("RemoteIPTrustedProxy").ofServer();

    /** Files with more of them. */
    public static final Setting<List<ProxyFile>> FILES =
            Setting.<ProxyFile>ownList("RemoteIPTrustedProxyList").ofServer();

    /** Whether connections begin with a header of the PROXY protocol. */
    public static final Setting<Boolean> PROXY_PROTOCOL =
            Setting.<Boolean>last("RemoteIPProxyProtocol").ofServer();

    /** Peers whose connections do not. */
    public static final Setting<List<AddressRange>> EXCEPTIONS =
            Setting.<AddressRange>ownList("RemoteIPProxyProtocolExceptions").ofServer();

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private RemoteIpSettings() {}

    /**
     * A file with a network in each line.
     *
     * @param internal whether its proxies may name private addresses
     */
    public record ProxyFile(String path, boolean internal) {}

    /**
     * Reads the name of a field.
     *
     * @throws IllegalArgumentException for what is none
     */
    public static String field(List<String> words) {
        String name = words.getFirst();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'%s' is no name of a header field".formatted(name));
        }
        return name;
    }

    /** Reads networks. */
    public static List<AddressRange> ranges(List<String> words) {
        return words.stream().map(AddressRange::parse).toList();
    }
}
