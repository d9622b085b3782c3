package io.mpmoperator.conf;

import io.mpmoperator.proxy.BackendUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Directives of Apache that are accepted and change nothing, and those that are refused. */
final class IdleDirectives {

    private IdleDirectives() {}

    static List<Directive> all() {
        List<Directive> all = new ArrayList<>(idle());
        all.addAll(idleOfBackends());
        all.addAll(absent());
        all.addAll(absentOfBackends());
        return all;
    }

    private static List<Directive> idle() {
        return List.of(
                idle("User", "the processes run as who has started the server"),
                idle("Group", "the processes run as who has started the server"),
                idle("ServerSignature", "no page is signed"),
                idle("ServerTokens", "the field Server names the product alone"),
                idle("PidFile", "the control process is the first of its container, and writes no file"),
                idle("Mutex", "processes wait for each other by the kernel's means"),
                idle("DefaultRuntimeDir", "no file is written at run time"),
                idle("CoreDumpDirectory", "the kernel decides where core dumps go"),
                idle("ScoreBoardFile", "the scoreboard is memory without a file"),
                idle("EnableSendfile", "sendfile is used where it is of use"),
                idle("EnableMMAP", "files are not mapped"),
                idle("EnableExceptionHook", "there is no such hook"),
                idle("HostnameLookups", "clients are logged by their addresses"),
                idle("UseCanonicalPhysicalPort", "redirects name the port that the client has named"),
                idle("TraceEnable", "TRACE is always refused"),
                idle("HttpProtocolOptions", "requests are always read strictly"),
                idle("MIMEMagicFile", "media types follow from names"),
                idle("ThreadStackSize", "the footprint decides the stacks"),
                idle("MaxMemFree", "the footprint decides the heaps"),
                idle("BufferedLogs", "the access log is always buffered"),
                idle("LanguagePriority", "no language is negotiated"),
                idle("ForceLanguagePriority", "no language is negotiated"),
                idle("DefaultLanguage", "no language is negotiated"),
                Directive.named("AddHandler")
                        .in(Context.anywhere())
                        .takes("...", 0, Directive.ANY)
                        .repeatedly()
                        .says("Without effect: no programs are run and no type maps are read.")
                        .use(new DirectiveKind.Idle(
                                "no programs are run and no type maps are read", IdleDirectives::requireNoBackend)),
                idle("AuthBasicAuthoritative", "AuthUserFile alone says who a user is"),
                idle("AddDescription", "listings show no descriptions"),
                idle("AddIcon", "listings show no icons"),
                idle("AddIconByType", "listings show no icons"),
                idle("AddIconByEncoding", "listings show no icons"),
                idle("DefaultIcon", "listings show no icons"),
                idle("RewriteLog", "it is none of Apache 2.4 either"),
                idle("DefaultType", "it is none of Apache 2.4 either"),
                idle("LockFile", "it is none of Apache 2.4 either"),
                idle("AcceptMutex", "it is none of Apache 2.4 either"),
                idle("RewriteLogLevel", "it is none of Apache 2.4 either"),
                idle("RewriteLock", "it is none of Apache 2.4 either"),
                idle("AcceptFilter", "a connection is accepted once the kernel has it"),
                idle("ErrorLogFormat", "events are logged as lines of key=value"),
                idle("UserDir", "users have no folders of their own"),
                idle("SendBufferSize", "the kernel decides what it buffers"),
                idle("FlushMaxThreshold", "the footprint decides the buffers"),
                idle("ReadBufferSize", "the footprint decides the buffers"),
                idle("LimitInternalRecursion", "ten internal redirects of a request are followed"),
                idle("LimitXMLRequestBody", "no bodies of XML are read"),
                idle("ContentDigest", "RFC 9110 has no Content-MD5"),
                idle("ModMimeUsePathInfo", "what follows the name of a file has no media type"),
                idle("MultiviewsMatch", "nothing is negotiated"),
                idle("CacheNegotiatedDocs", "nothing is negotiated"),
                idle("CheckSpelling", "no name is guessed"),
                idle("CheckCaseOnly", "no name is guessed"),
                idle("IndexHeadInsert", "listings are plain"),
                idle("IndexStyleSheet", "listings are plain"),
                idle("IndexIgnoreReset", "listings are plain"),
                idle("IndexOrderDefault", "listings are in the order of their names"),
                idle("AddAlt", "listings show no icons"),
                idle("AddAltByType", "listings show no icons"),
                idle("AddAltByEncoding", "listings show no icons"),
                idle("XBitHack", "no pages are put together by the server"),
                idle("SSIErrorMsg", "no pages are put together by the server"),
                idle("SSITimeFormat", "no pages are put together by the server"),
                idle("SSIUndefinedEcho", "no pages are put together by the server"),
                idle("NameVirtualHost", "it is none of Apache 2.4 either"),
                idle("ExtendedStatus", "the status is always the extended one"),
                idle("SeeRequestTail", "the status shows the beginnings of requests"),
                idle("StrictHostCheck", "hosts are always checked"),
                idle("Protocols", "HTTP/1.1 alone is spoken"),
                idle("ProtocolsHonorOrder", "HTTP/1.1 alone is spoken"),
                idle("DeflateMemLevel", "the footprint counts a compressor as it is"),
                idle("DeflateWindowSize", "the footprint counts a compressor as it is"),
                idle("DeflateBufferSize", "the footprint counts a compressor as it is"),
                idle("DeflateFilterNote", "the access log has no notes of the compressor"),
                idle("DeflateInflateLimitRequestBody", "bodies of requests are not decoded"),
                idle("DeflateInflateRatioLimit", "bodies of requests are not decoded"),
                idle("DeflateInflateRatioBurst", "bodies of requests are not decoded"),
                idle("IndexOptions", "listings are plain"),
                idle("IndexIgnore", "listings leave out what begins with a dot"),
                idle("ReadmeName", "listings are plain"),
                idle("HeaderName", "listings are plain"),
                idle("FancyIndexing", "listings are plain"),
                idle("MaxRanges", "a request has a few ranges at most, else it is answered with the whole"),
                idle("MaxRangeOverlaps", "a request has a few ranges at most, else it is answered with the whole"),
                idle("MaxRangeReversals", "a request has a few ranges at most, else it is answered with the whole"),
                idle("RLimitCPU", "no programs are run"),
                idle("RLimitMEM", "no programs are run"),
                idle("RLimitNPROC", "no programs are run"),
                idle("Suexec", "no programs are run"),
                idle("RemoveHandler", "no programs are run and no type maps are read"),
                idle("DirectoryCheckHandler", "index files are looked for whatever the handler is"),
                idle("SetInputFilter", "bodies of requests are not changed"),
                idle("AddInputFilter", "bodies of requests are not changed"),
                idle("RemoveInputFilter", "bodies of requests are not changed"),
                idle("FilterTrace", "filters are not traced"),
                idle("MergeTrailers", "trailers are not merged with header fields"),
                idle("RegisterHttpMethod", "handlers are told every method"),
                idle("MergeSlashes", "slashes are always merged"),
                idle("QualifyRedirectURL", "REDIRECT_URL is a path"),
                idle("RedirectRelative", "locations are whole URLs"),
                idle("AliasPreservePath", "an alias in a Location is for all that is below it"),
                idle("FlushMaxPipelined", "responses are sent when they are made"),
                idle("Protocol", "Listen says the protocol of a port"),
                idle("LoadFile", "no libraries are loaded"),
                idle("WatchdogInterval", "the control process looks after its children all the time"),
                idle("LogIOTrackTTFB", "%^FB is known where it is logged"),
                idle("ListenCoresBucketsRatio", "all processes accept from the same sockets"),
                idle("ListenTCPDeferAccept", "a connection is accepted once the kernel has it"));
    }

    private static List<Directive> idleOfBackends() {
        return List.of(
                idle("ProxyStatus", "the status shows no backends"),
                idle("ProxyIOBufferSize", "the footprint decides the buffers"),
                idle("ProxyReceiveBufferSize", "the kernel decides what it buffers"),
                idle("ProxyMaxForwards", "requests do not go round"),
                idle("ProxyBadHeader", "a response that cannot be understood is 502"),
                idle("Proxy100Continue", "a backend is asked before the body is sent"),
                idle("ProxySourceAddress", "the kernel chooses the address"),
                idle("ProxyDomain", "the server is no forward proxy"),
                idle("NoProxy", "the server is no forward proxy"),
                idle("ProxyBlock", "the server is no forward proxy"),
                idle("SSLProxyProtocol", "the JDK's own versions are spoken with backends"),
                idle("SSLProxyCipherSuite", "the JDK's own suites are spoken with backends"),
                idle("SSLProxyVerifyDepth", "a chain of certificates is verified whatever its length"),
                idle("SSLProxyCARevocationCheck", "no certificate of a backend is asked for its state"),
                idle("SSLProxyCARevocationFile", "no certificate of a backend is asked for its state"),
                idle("SSLProxyCARevocationPath", "no certificate of a backend is asked for its state"));
    }

    private static List<Directive> absentOfBackends() {
        return List.of(
                absent("ProxyRemote", "backends are asked without another proxy between"),
                absent("ProxyRemoteMatch", "backends are asked without another proxy between"),
                absent("ProxyPassInterpolateEnv", "ProxyPass is accepted with a URL that is always the same"),
                absent("ProxyPassInherit", "ProxyPass is accepted in each virtual host"),
                absent("SSLProxyCACertificatePath", "SSLProxyCACertificateFile is accepted"),
                absent("SSLProxyMachineCertificateFile", "no certificate is sent to backends"),
                absent("SSLProxyMachineCertificatePath", "no certificate is sent to backends"),
                absent("SSLProxyMachineCertificateChainFile", "no certificate is sent to backends"),
                absent("BalancerGrowth", "one backend is accepted, as the Service of a cluster is"),
                absent("BalancerPersist", "one backend is accepted, as the Service of a cluster is"),
                absent("BalancerInherit", "one backend is accepted, as the Service of a cluster is"));
    }

    private static List<Directive> absent() {
        return List.of(
                absent("BrotliCompressionQuality", "DEFLATE compresses; files are sent as .br where they lie beside"),
                absent("FilterDeclare", "AddOutputFilterByType DEFLATE is accepted"),
                absent("FilterProvider", "AddOutputFilterByType DEFLATE is accepted"),
                absent("FilterChain", "AddOutputFilterByType DEFLATE is accepted"),
                absent("FilterProtocol", "AddOutputFilterByType DEFLATE is accepted"),
                absent("Dav", "files are not written by clients"),
                absent("DavLockDB", "files are not written by clients"),
                absent("PHPIniDir", "PHP is not run: a FastCGI server of its own runs it"),
                absent("php_value", "PHP is not run: a FastCGI server of its own runs it"),
                absent("php_flag", "PHP is not run: a FastCGI server of its own runs it"),
                absent("php_admin_value", "PHP is not run: a FastCGI server of its own runs it"),
                absent("php_admin_flag", "PHP is not run: a FastCGI server of its own runs it"),
                absent("AuthDigestProvider", "AuthType Basic is accepted, with AuthUserFile"),
                absent("AuthLDAPURL", "AuthType Basic is accepted, with AuthUserFile"),
                absent("H2Push", "HTTP/1.1 alone is spoken"),
                absent("Port", "Listen is accepted"),
                absent("ServerPath", "virtual hosts are chosen by names, and Alias leads to another folder"),
                absent("AllowOverrideList", "AllowOverride is accepted, with its classes"),
                absent("RegexDefaultOptions", "options in the pattern are accepted, such as (?s)"),
                absent("GlobalLog", "CustomLog is accepted in each virtual host"),
                absent("ChrootDir", "a container has a root of its own"),
                absent("AuthBasicFake", "RequestHeader set Authorization is accepted"),
                absent("AuthBasicUseDigestAlgorithm", "AuthType Basic is accepted, with AuthUserFile"));
    }

    private static void requireNoBackend(List<String> words) {
        if (!words.isEmpty() && BackendUrl.isHandler(words.getFirst())) {
            throw new IllegalArgumentException(
                    "files would be sent as they are: SetHandler %s in <FilesMatch> is accepted"
                            .formatted(words.getFirst()));
        }
    }

    static Directive idle(String name, String reason) {
        return Directive.named(name)
                .in(Context.anywhere())
                .takes("...", 0, Directive.ANY)
                .repeatedly()
                .says("Without effect: " + reason + ".")
                .use(new DirectiveKind.Idle(reason, words -> {}));
    }

    static Directive absent(String name, String instead) {
        return Directive.named(name)
                .in(Set.of(Context.values()))
                .takes("...", 0, Directive.ANY)
                .repeatedly()
                .says("Not supported: " + instead + ".")
                .use(new DirectiveKind.Absent(instead));
    }
}
