package io.mpmoperator.server.control;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.Sizing;
import io.mpmoperator.footprint.SizingException;
import io.mpmoperator.footprint.SizingPlan;
import io.mpmoperator.footprint.SizingRequest;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.mpm.MpmDirective;
import io.mpmoperator.mpm.MpmDirectives;
import io.mpmoperator.mpm.MpmSettings;
import io.mpmoperator.server.installation.Installation;
import io.mpmoperator.server.log.Log;
import io.mpmoperator.server.tls.ServerIdentity;
import io.mpmoperator.server.tls.TlsException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Reading the configuration file, at the start and again at every restart. */
public final class Configuration {

    private static final String ANNOUNCEMENT = ".sha256";

    private final Path file;
    private final Path announcement;

    /** The configuration in a file. */
    public Configuration(Path file) {
        this.file = file;
        this.announcement = file.resolveSibling(file.getFileName() + ANNOUNCEMENT);
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
        String text = text();
        return plan(conf(text), new Sha256(text));
    }

    /**
     * The hash of the configuration that is to be taken up without a signal: the one that the file holds, where the file
     * {@code .sha256} beside it names it. In a pod nobody can send a signal, and a file that is replaced is not yet a wish:
     * only the pair of them says that this very configuration is meant for this very server.
     *
     * @param considered the hash that the server runs with or has refused
     */
    Optional<String> announced(Supplier<String> considered) {
        try {
            String hash = Files.readString(announcement).strip();
            boolean isNew = !hash.isEmpty() && !hash.equals(considered.get());
            return isNew && hash.equals(new Sha256(Files.readString(file)).hex())
                    ? Optional.of(hash)
                    : Optional.empty();
        } catch (IOException noneOrBeingReplaced) {
            return Optional.empty();
        }
    }

    /**
     * What was read.
     *
     * @param conf with every number that is in force written out
     * @param sha256 the hash of the file's text
     * @param pem the certificate and its key, where there is TLS and they were read
     */
    public record Read(WebServerConf conf, Sha256 sha256, Optional<String> pem, SizingPlan plan) {

        /** The configuration as text, for the children to read the same. */
        public String text() {
            return ConfWriter.write(conf);
        }
    }

    /** Reads it again, as far as it can change while the server runs: the mode and the hard limits cannot. */
    Read reread(MpmSettings running, Log log) throws ConfigurationException {
        String text = text();
        WebServerConf conf = conf(text);
        if (conf.mpm().mode() != running.mode()) {
            throw new ConfigurationException(
                    file + ": ServerMPM " + conf.mpm().mode().directiveValue() + " cannot replace "
                            + running.mode().directiveValue() + " in a running server: stop and start it");
        }
        MpmDirectives kept = keep(conf.mpm(), MpmDirective.SERVER_LIMIT, running.serverLimit(), log);
        if (running.mode() != Mode.PREFORK) {
            kept = keep(kept, MpmDirective.THREAD_LIMIT, running.threadLimit(), log);
        }
        return certified(plan(conf.withMpm(kept), new Sha256(text)));
    }

    private static Read certified(Read read) throws ConfigurationException {
        if (read.conf().tls().isEmpty()) {
            return read;
        }
        try {
            String pem = ServerIdentity.read(read.conf().tls().get()).pem();
            return new Read(read.conf(), read.sha256(), Optional.of(pem), read.plan());
        } catch (TlsException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    private MpmDirectives keep(MpmDirectives written, MpmDirective limit, int running, Log log) {
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

    private static Read plan(WebServerConf conf, Sha256 sha256) throws ConfigurationException {
        try {
            SizingPlan plan = Sizing.plan(SizingRequest.forConf(conf), Calibration.shipped(Installation.flavor()));
            return new Read(conf.withMpm(plan.settings().toDirectives()), sha256, Optional.empty(), plan);
        } catch (SizingException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    private String text() throws ConfigurationException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ConfigurationException("cannot read the configuration " + file + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no such file";
            case AccessDeniedException denied -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }

    private WebServerConf conf(String text) throws ConfigurationException {
        try {
            return ConfReader.read(file.toString(), text);
        } catch (ConfException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }
}
