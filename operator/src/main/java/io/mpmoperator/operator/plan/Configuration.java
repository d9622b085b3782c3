package io.mpmoperator.operator.plan;

import io.mpmoperator.api.v1alpha1.ConfigurationConfigMap;
import io.mpmoperator.api.v1alpha1.ConfigurationSource;
import io.mpmoperator.api.v1alpha1.WebServerSpec;
import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.ReadConf;
import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.conf.tree.Remark;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.mpm.Mode;
import io.mpmoperator.operator.site.SiteDirectives;
import io.mpmoperator.operator.site.SiteText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a spec says in Apache's directives: those of {@code configuration} or {@code configurationFrom}, and behind them
 * those that the fields of {@code site} become.
 *
 * @param written the directives of the configuration alone, with nothing left to include or to decide
 * @param alone what the configuration says without the fields
 * @param all what both say
 * @param ofFields what is worth knowing of the fields
 * @param unseen files that the configuration may include and that the operator does not see
 */
record Configuration(Tree written, ReadConf alone, WebServerConf all, List<String> ofFields, List<String> unseen) {

    static final String INVALID = "InvalidConfiguration";

    /** How the directives of the fields are named in messages. */
    static final String SITE = "spec.site";

    private static final String INLINE = "spec.configuration";
    private static final int MOST_CHARACTERS = 300_000;

    static Configuration of(String name, WebServerSpec spec, Mode mode, ConfigMapReader configMaps)
            throws RefusedException {
        PodVariables variables = PodVariables.of(spec.podTemplate());
        Source source = source(spec, variables, configMaps);
        SiteText site = site(spec, name);
        try {
            Tree written = ConfReader.asWritten(source.file(), source.text(), source.around(), mode);
            ReadConf alone = ConfReader.read(source.file(), source.text(), source.around(), mode);
            refuseUnknown(alone.remarks(), source.around(), variables);
            refuseOtherMode(written, alone, mode);
            List<String> ofFields = new ArrayList<>();
            WebServerConf all = both(source, site, mode, ofFields);
            refuseLong(all);
            return new Configuration(
                    written, alone, all, ofFields, List.copyOf(source.around().unseen()));
        } catch (ConfException e) {
            throw new RefusedException(INVALID, String.valueOf(e.getMessage()));
        }
    }

    /** A text, and what it finds around it. */
    private record Source(String file, String text, PodFiles around) {}

    private static Source source(WebServerSpec spec, PodVariables variables, ConfigMapReader configMaps)
            throws RefusedException {
        ConfigurationSource from = spec.configurationFrom();
        if (from == null) {
            String text = Optional.ofNullable(spec.configuration()).orElse("");
            return new Source(INLINE, text, new PodFiles(Map.of(), variables));
        }
        ConfigurationConfigMap configMap = from.configMap();
        Map<String, String> data = configMaps
                .data(configMap.name())
                .orElseThrow(() -> new RefusedException(
                        "ConfigurationNotFound",
                        "spec.configurationFrom.configMap.name %s: there is no such ConfigMap"
                                .formatted(configMap.name())));
        String text = Optional.ofNullable(data.get(configMap.key()))
                .orElseThrow(() -> new RefusedException(
                        "ConfigurationNotFound",
                        "spec.configurationFrom.configMap.key %s: ConfigMap %s has the keys %s"
                                .formatted(
                                        configMap.key(),
                                        configMap.name(),
                                        String.join(
                                                ", ",
                                                data.keySet().stream().sorted().toList()))));
        return new Source(PodFiles.path(configMap.key()), text, new PodFiles(data, variables));
    }

    private static SiteText site(WebServerSpec spec, String name) throws RefusedException {
        try {
            return SiteDirectives.of(spec.site(), name, PodLayout.PASSWORD_FILE);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("InvalidSpec", String.valueOf(e.getMessage()));
        }
    }

    /** The lines of the fields follow those of the text, and what is said of them names the field. */
    private static WebServerConf both(Source source, SiteText site, Mode mode, List<String> ofFields)
            throws ConfException, RefusedException {
        String text = source.text() + "\n\n";
        int before = (int) text.lines().count();
        try {
            ReadConf read = ConfReader.read(source.file(), text + site.text(), source.around(), mode);
            for (Remark remark : read.remarks()) {
                int line = remark.at().line() - before;
                boolean ofField = line > 0 && remark.at().file().equals(source.file());
                if (ofField
                        && (remark.kind() == Remark.Kind.WITHOUT_EFFECT
                                || remark.message().startsWith("${"))) {
                    ofFields.add("%s: %s".formatted(site.field(line), remark.message()));
                }
            }
            return read.conf();
        } catch (ConfException e) {
            int line = e.line() - before;
            String message = String.valueOf(e.getMessage());
            if (line < 1 || line > site.lines() || !message.startsWith(source.file() + ":")) {
                throw e;
            }
            throw new RefusedException(
                    "InvalidSpec",
                    site.field(line)
                            + message.substring(source.file().length()
                                    + 1
                                    + Integer.toString(e.line()).length()));
        }
    }

    private static void refuseUnknown(List<Remark> remarks, PodFiles around, PodVariables variables)
            throws RefusedException {
        for (String name : around.unknown()) {
            Optional<Remark> remark = remarks.stream()
                    .filter(one -> one.message().startsWith("${" + name + "}"))
                    .findFirst();
            if (remark.isPresent()) {
                throw new RefusedException(
                        INVALID,
                        "%s: ${%s} is not defined: %s".formatted(remark.get().at(), name, variables.remedy(name)));
            }
        }
    }

    private static void refuseOtherMode(Tree written, ReadConf alone, Mode mode) throws RefusedException {
        Mode other = alone.conf().mpm().mode();
        if (other != mode) {
            throw new RefusedException(
                    "ContradictoryNumbers",
                    "spec.mpm.mode %s and %s contradict each other: give the same mode, or remove the directive"
                            .formatted(
                                    mode.directiveValue(),
                                    WrittenLines.of(written)
                                            .naming(other)
                                            .map(WrittenLines::text)
                                            .orElse("the mode %s of the configuration"
                                                    .formatted(other.directiveValue()))));
        }
    }

    /** Three of them fit into a ConfigMap: the one that runs, the one that is offered, and the one for new pods. */
    private static void refuseLong(WebServerConf read) throws RefusedException {
        int length = read.site().text().length();
        if (length > MOST_CHARACTERS) {
            throw new RefusedException(
                    INVALID,
                    "the configuration with all that it includes has %d characters: at most %d are accepted"
                            .formatted(length, MOST_CHARACTERS));
        }
    }
}
