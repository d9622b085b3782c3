package io.mpmoperator.server.control;

import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.server.files.OutsideFile;
import io.mpmoperator.site.TlsHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files that a server reads: lines of a log that were appended to one of them would ruin it. */
final class OwnFiles {

    private final Path configuration;
    private final Map<Path, String> files = new LinkedHashMap<>();

    /** Those of a configuration. */
    OwnFiles(Path configuration, WebServerConf conf) {
        this.configuration = configuration;
        files.put(configuration, "the configuration");
        TlsHosts.certificates(conf).forEach(tls -> {
            files.put(Path.of(tls.certificateFile()), "the file of SSLCertificateFile");
            files.put(Path.of(tls.certificateKeyFile()), "the file of SSLCertificateKeyFile");
        });
        conf.handlerPath().ifPresent(jar -> files.put(Path.of(jar), "HandlerPath"));
    }

    /** Another file that is read with it. */
    OwnFiles with(Path file, String name) {
        files.put(file, name);
        return this;
    }

    /**
     * Makes sure that no log is one of them.
     *
     * @throws ConfigurationException that names the log and the file
     */
    void refuseAsLogs(WebServerConf conf) throws ConfigurationException {
        refuse("ErrorLog", conf.logs().errorLog());
        for (String target : conf.accessLogFiles()) {
            refuse("CustomLog", target);
        }
    }

    private void refuse(String directive, String target) throws ConfigurationException {
        for (Map.Entry<Path, String> own : files.entrySet()) {
            if (isSame(Path.of(target), own.getKey())) {
                throw new ConfigurationException(
                        "%s: %s %s is %s, which the log would be appended to: a file of its own is accepted"
                                .formatted(configuration, directive, target, own.getValue()));
            }
        }
    }

    private static boolean isSame(Path log, Path own) {
        if (log.toAbsolutePath().normalize().equals(own.toAbsolutePath().normalize())) {
            return true;
        }
        try {
            return OutsideFile.patiently(log, path -> Files.exists(path) && Files.isSameFile(path, own));
        } catch (IOException oneIsNotThere) {
            return false;
        }
    }
}
