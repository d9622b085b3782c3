package io.mpmoperator.server.control;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.conf.ReadConf;
import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.conf.tree.Remark;
import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.Sizing;
import io.mpmoperator.footprint.SizingException;
import io.mpmoperator.footprint.SizingPlan;
import io.mpmoperator.footprint.SizingRequest;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.mpm.MpmDirectives;
import io.mpmoperator.mpm.MpmSettings;
import io.mpmoperator.server.files.NoThreadException;
import io.mpmoperator.server.files.OutsideFile;
import io.mpmoperator.server.handler.HandlerException;
import io.mpmoperator.server.handler.HandlerMounts;
import io.mpmoperator.server.installation.Installation;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.nativecalls.LinuxPosix;
import io.mpmoperator.server.scoreboard.Scoreboard;
import io.mpmoperator.server.tls.StoredIdentities;
import io.mpmoperator.server.tls.TlsException;
import io.mpmoperator.site.TlsHosts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reading the configuration file, at the start and again at every restart. */
public final class Configuration {

    private static final String ANNOUNCEMENT = ".sha256";
    private static final String CANDIDATE = ".candidate";

    private final Path file;
    private final Function<String, Optional<String>> variables;
    private final Path announcement;
    private final Path candidate;

    /** The configuration in a file, with the environment of this process. */
    public Configuration(Path file) {
        this(file, new LinuxPosix()::variable);
    }

    /** The configuration in a file, and what is beside it. */
    Configuration(Path file, Function<String, Optional<String>> variables) {
        this.file = file;
        this.variables = variables;
        this.announcement = beside(file, ANNOUNCEMENT);
        this.candidate = beside(file, CANDIDATE);
    }

    /**
     * Reads it for the first time, to serve with it: the certificate is read too.
     *
     * @throws ConfigurationException with a sentence that says what is wrong and where
     */
    public Read readToServe() throws ConfigurationException {
        return certified(read());
    }

    /**
     * Reads it for the first time.
     *
     * @throws ConfigurationException with a sentence that says what is wrong and where
     */
    public Read read() throws ConfigurationException {
        Source source = source(path -> OutsideFile.textOfAnything(path, StandardCharsets.UTF_8));
        return plan(read(source), source.sha256());
    }

    /** Of a file and of the files beside it. */
    private static void refuseOwnFilesAsLogs(Path file, WebServerConf conf) throws ConfigurationException {
        new OwnFiles(file, conf)
                .with(beside(file, CANDIDATE), "the configuration's candidate")
                .with(beside(file, ANNOUNCEMENT), "the configuration's announcement")
                .refuseAsLogs(conf);
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /**
     * A configuration as it was written.
     *
     * @param file where it is
     */
    record Source(Path file, String text) {

        Sha256 sha256() {
            return new Sha256(text);
        }
    }

    /**
     * The hash of the configuration that is to be in force, which the file {@code .sha256} beside it names; empty when there is
     * none. In a pod no signal can be sent, and a file that is replaced is not yet a request: only the pair of them says that
     * this very configuration is meant for this very server.
     *
     * @param unreadable told why it cannot be read, where something is there that cannot
     * @throws NoThreadException when it was not looked at
     */
    Optional<String> announcement(Consumer<String> unreadable) throws NoThreadException {
        try {
            return Optional.of(text(announcement).strip()).filter(hash -> !hash.isEmpty());
        } catch (NoSuchFileException noneOrBeingReplaced) {
            return Optional.empty();
        } catch (NoThreadException e) {
            throw e;
        } catch (IOException e) {
            unreadable.accept("cannot read the announcement " + announcement + ": " + OutsideFile.reason(e));
            return Optional.empty();
        }
    }

    /** The same, for whoever asks in between. */
    Optional<String> announcement() throws NoThreadException {
        return announcement(_ -> {});
    }

    /** What is found where an announced configuration is looked for. */
    sealed interface Offer {

        /** The configuration. */
        record Usable(Source source) implements Offer {}

        /** Something that can be none. */
        record Unusable(String reason) implements Offer {}
    }

    /**
     * The configuration with that hash: the file itself, or the one with {@code .candidate} behind its name, by which somebody
     * offers another one and keeps the one that was accepted for servers that start. Empty when it is neither, as in the middle
     * of a replacement.
     */
    Optional<Offer> offered(String sha256) {
        Offer unusable = null;
        for (Path path : List.of(file, candidate)) {
            try {
                Source source = new Source(path, text(path));
                if (source.sha256().hex().equals(sha256)) {
                    return Optional.of(new Offer.Usable(source));
                }
            } catch (IOException e) {
                boolean noneOrBeingReplaced = e instanceof NoSuchFileException;
                unusable = noneOrBeingReplaced ? unusable : new Offer.Unusable(unreadable(path, e));
            }
        }
        return Optional.ofNullable(unusable);
    }

    /** The hash of what the file itself holds now; empty when it cannot be read. */
    Optional<String> hash() {
        try {
            return Optional.of(new Sha256(text(file)).hex());
        } catch (IOException noneOrBeingReplaced) {
            return Optional.empty();
        }
    }

    /**
     * What a request is about: what was announced, as it was when the request was made, or what the file holds now.
     *
     * @throws ConfigurationException when it cannot be read
     */
    Source source(RestartRequest request) throws ConfigurationException {
        return switch (request.offer()) {
            case null -> source(Configuration::text);
            case Offer.Usable(Source source) -> source;
            case Offer.Unusable(String reason) -> throw new ConfigurationException(reason);
        };
    }

    /**
     * What was read.
     *
     * @param conf with every number that is in force written out
     * @param remarks what is not in force as it is written
     * @param sha256 the hash of the file's text
     * @param certificates with their keys, where there is TLS and they were read
     */
    public record Read(
            WebServerConf conf, List<Remark> remarks, Sha256 sha256, StoredIdentities certificates, SizingPlan plan) {

        /** The configuration as text, for the children to read the same. */
        public String text() {
            return ConfWriter.write(conf);
        }
    }

    /** Reads another one, as far as it can change while the server runs: the mode and the hard limits cannot. */
    Read reread(Source source, MpmSettings running, Log log) throws ConfigurationException {
        requireDirectives(source);
        ReadConf written = read(source);
        WebServerConf conf = written.conf();
        if (conf.mpm().mode() != running.mode()) {
            throw new ConfigurationException(
                    source.file() + ": ServerMPM " + conf.mpm().mode().directiveValue() + " cannot replace "
                            + running.mode().directiveValue() + " in a running server: stop and start it");
        }
        MpmDirectives kept = keep(conf.mpm(), MpmDirective.SERVER_LIMIT, running.serverLimit(), log);
        if (running.mode() != Mode.PREFORK) {
            kept = keep(kept, MpmDirective.THREAD_LIMIT, running.threadLimit(), log);
        }
        return certified(plan(new ReadConf(conf.withMpm(kept), written.remarks()), source.sha256()));
    }

    /** A file that somebody is about to write is empty for a moment; the defaults would move a running server to other ports. */
    private static void requireDirectives(Source source) throws ConfigurationException {
        try {
            if (ConfReader.isEmpty(source.file().toString(), source.text())) {
                throw new ConfigurationException(source.file()
                        + ": there is no directive in it, as in a file that is half written; a running server takes up"
                        + " one with a directive at least");
            }
        } catch (ConfException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    private static Read certified(Read read) throws ConfigurationException {
        List<TlsSettings> certificates = TlsHosts.certificates(read.conf());
        if (certificates.isEmpty()) {
            return read;
        }
        try {
            StoredIdentities stored = StoredIdentities.read(certificates);
            return new Read(read.conf(), read.remarks(), read.sha256(), stored, read.plan());
        } catch (TlsException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    private static MpmDirectives keep(MpmDirectives written, MpmDirective limit, int running, Log log) {
        boolean changed =
                written.get(limit).map(value -> value.intValue() != running).orElse(false);
        if (changed) {
            log.warn(
                    "limit-kept",
                    "directive",
                    limit.directiveName(),
                    "running",
                    running,
                    "written",
                    written.get(limit).orElseThrow(),
                    "reason",
                    "it cannot change while the server runs");
        }
        return written.with(limit, running);
    }

    private static Read plan(ReadConf written, Sha256 sha256) throws ConfigurationException {
        WebServerConf conf = written.conf();
        refuseJarsInExecutable(conf);
        try {
            SizingPlan plan = Sizing.plan(SizingRequest.forConf(conf), Calibration.shipped(Installation.flavor()));
            requireScoreboard(plan.settings());
            return new Read(
                    conf.withMpm(plan.settings().toDirectives()),
                    written.remarks(),
                    sha256,
                    StoredIdentities.none(),
                    plan);
        } catch (SizingException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    /** All its memory has to be mapped in one piece. */
    private static void requireScoreboard(MpmSettings settings) throws ConfigurationException {
        try {
            Scoreboard.requireMappable(settings.serverLimit(), settings.threadLimit());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    private static void refuseJarsInExecutable(WebServerConf conf) throws ConfigurationException {
        try {
            HandlerMounts.refuseJarsInExecutable(conf.handlerPath());
        } catch (HandlerException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    private interface Reading {

        String text(Path path) throws IOException;
    }

    private Source source(Reading reading) throws ConfigurationException {
        try {
            return new Source(file, reading.text(file));
        } catch (IOException e) {
            throw new ConfigurationException(unreadable(file, e), e);
        }
    }

    private static String unreadable(Path path, IOException e) {
        return "cannot read the configuration " + path + ": " + OutsideFile.reason(e);
    }

    private static String text(Path path) throws IOException {
        return OutsideFile.text(path, StandardCharsets.UTF_8);
    }

    private ReadConf read(Source source) throws ConfigurationException {
        try {
            Path folder =
                    Objects.requireNonNullElse(source.file().toAbsolutePath().getParent(), Path.of("/"));
            ReadConf read =
                    ConfReader.read(source.file().toString(), source.text(), new DiskSurroundings(variables, folder));
            refuseOwnFilesAsLogs(file, read.conf());
            return read;
        } catch (ConfException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }
}
