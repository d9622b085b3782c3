package io.mpmoperator.server.engine;

import io.mpmoperator.conf.HandlerMount;
import io.mpmoperator.conf.HttpSettings;
import io.mpmoperator.conf.Listen;
import io.mpmoperator.conf.LogSettings;
import io.mpmoperator.conf.LogSettings.LogLevel;
import io.mpmoperator.conf.ReadTimeout;
import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.conf.tree.TreeCodec;
import io.mpmoperator.logformat.CustomLog;
import io.mpmoperator.logformat.LogFormats;
import io.mpmoperator.mpm.Event;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmSettings;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a child has to know, as the control process found it in the configuration. It is handed over in binary: reading
 * {@code webserver.conf} takes hundreds of classes, which every child would pay for in private memory.
 *
 * @param threadsPerChild 1 under prefork
 * @param maxConnectionsPerChild 0 for no limit
 * @param asyncRequestWorkerFactor 0 but under event
 * @param documentRoot always a path, the layout's own where the configuration names none
 * @param requestMemoryLimit bytes that clients may make the child hold in all
 * @param handlerPath empty where no handler is mounted
 * @param https for each port that it takes connections at whether it is one of https
 * @param site what is said of URLs
 */
public record ChildSettings(
        Mode mode,
        int threadsPerChild,
        int maxConnectionsPerChild,
        double asyncRequestWorkerFactor,
        String documentRoot,
        List<String> directoryIndex,
        HttpSettings http,
        long requestMemoryLimit,
        Optional<TlsSettings> tls,
        Optional<String> handlerPath,
        List<HandlerMount> handlers,
        LogSettings logs,
        List<Boolean> https,
        Tree site) {

    /**
     * What the children of a configuration have to know.
     *
     * @param htdocs the DocumentRoot where the configuration names none
     */
    public static ChildSettings of(WebServerConf conf, MpmSettings mpm, String htdocs) {
        return new ChildSettings(
                mpm.mode(),
                mpm.threadsPerChild(),
                mpm.maxConnectionsPerChild(),
                mpm instanceof Event event ? event.asyncRequestWorkerFactor().doubleValue() : 0,
                conf.documentRoot().orElse(htdocs),
                conf.directoryIndex(),
                conf.http(),
                conf.workload().requestMemoryBytes(mpm.threadsPerChild()),
                conf.tls(),
                conf.handlerPath(),
                conf.handlers(),
                conf.logs(),
                conf.listens().stream().map(Listen::https).toList(),
                conf.site());
    }

    /** Writes it for {@link #read}. */
    public void write(DataOutputStream out) throws IOException {
        out.writeUTF(mode.name());
        out.writeInt(threadsPerChild);
        out.writeInt(maxConnectionsPerChild);
        out.writeDouble(asyncRequestWorkerFactor);
        out.writeUTF(documentRoot);
        writeTexts(out, directoryIndex);
        write(out, http);
        out.writeLong(requestMemoryLimit);
        out.writeUTF(tls.isPresent() ? tls.get().certificateFile() : "");
        out.writeUTF(tls.isPresent() ? tls.get().certificateKeyFile() : "");
        out.writeUTF(handlerPath.orElse(""));
        out.writeInt(handlers.size());
        for (HandlerMount mount : handlers) {
            out.writeUTF(mount.path());
            out.writeUTF(mount.className());
        }
        out.writeUTF(logs.errorLog());
        writeAccessLogs(out, logs.accessLogs());
        writeFormats(out, logs.formats());
        out.writeUTF(logs.logLevel().name());
        out.writeInt(https.size());
        for (boolean port : https) {
            out.writeBoolean(port);
        }
        TreeCodec.write(site, out);
    }

    /** Reads what {@link #write} has written. */
    public static ChildSettings read(DataInputStream in) throws IOException {
        return new ChildSettings(
                Mode.valueOf(in.readUTF()),
                in.readInt(),
                in.readInt(),
                in.readDouble(),
                in.readUTF(),
                readTexts(in),
                readHttp(in),
                in.readLong(),
                readTls(in.readUTF(), in.readUTF()),
                optional(in.readUTF()),
                readHandlers(in),
                new LogSettings(in.readUTF(), readAccessLogs(in), readFormats(in), LogLevel.valueOf(in.readUTF())),
                readFlags(in),
                TreeCodec.read(in));
    }

    private static void writeAccessLogs(DataOutputStream out, List<CustomLog> logs) throws IOException {
        out.writeInt(logs.size());
        for (CustomLog log : logs) {
            out.writeUTF(log.file());
            out.writeUTF(log.format().orElse(""));
            out.writeUTF(log.condition().orElse(""));
        }
    }

    private static List<CustomLog> readAccessLogs(DataInputStream in) throws IOException {
        List<CustomLog> logs = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            logs.add(new CustomLog(in.readUTF(), optional(in.readUTF()), optional(in.readUTF())));
        }
        return logs;
    }

    private static void writeFormats(DataOutputStream out, LogFormats formats) throws IOException {
        out.writeUTF(formats.unnamed().orElse(""));
        out.writeInt(formats.named().size());
        for (Map.Entry<String, String> format : formats.named().entrySet()) {
            out.writeUTF(format.getKey());
            out.writeUTF(format.getValue());
        }
    }

    private static LogFormats readFormats(DataInputStream in) throws IOException {
        Optional<String> unnamed = optional(in.readUTF());
        Map<String, String> named = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            named.put(in.readUTF(), in.readUTF());
        }
        return new LogFormats(named, unnamed);
    }

    private static void write(DataOutputStream out, HttpSettings http) throws IOException {
        out.writeLong(http.timeout().toMillis());
        out.writeBoolean(http.keepAlive());
        out.writeLong(http.keepAliveTimeout().toMillis());
        out.writeInt(http.maxKeepAliveRequests());
        out.writeInt(http.limitRequestLine());
        out.writeInt(http.limitRequestFieldSize());
        out.writeInt(http.limitRequestFields());
        out.writeLong(http.limitRequestBody());
        ReadTimeout timeout = http.requestReadTimeout();
        out.writeLong(timeout.headerInitial().toMillis());
        out.writeLong(timeout.headerMax().toMillis());
        out.writeInt(timeout.headerMinRate());
        out.writeLong(timeout.bodyInitial().toMillis());
        out.writeInt(timeout.bodyMinRate());
    }

    private static HttpSettings readHttp(DataInputStream in) throws IOException {
        return new HttpSettings(
                Duration.ofMillis(in.readLong()),
                in.readBoolean(),
                Duration.ofMillis(in.readLong()),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                new ReadTimeout(
                        Duration.ofMillis(in.readLong()),
                        Duration.ofMillis(in.readLong()),
                        in.readInt(),
                        Duration.ofMillis(in.readLong()),
                        in.readInt()));
    }

    private static Optional<TlsSettings> readTls(String certificate, String key) {
        return certificate.isEmpty() ? Optional.empty() : Optional.of(new TlsSettings(certificate, key));
    }

    private static List<HandlerMount> readHandlers(DataInputStream in) throws IOException {
        List<HandlerMount> mounts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            mounts.add(new HandlerMount(in.readUTF(), in.readUTF()));
        }
        return mounts;
    }

    private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> readTexts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    private static List<Boolean> readFlags(DataInputStream in) throws IOException {
        List<Boolean> flags = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            flags.add(in.readBoolean());
        }
        return flags;
    }

    private static Optional<String> optional(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
