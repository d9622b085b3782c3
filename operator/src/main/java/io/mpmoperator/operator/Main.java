package io.mpmoperator.operator;

import io.mpmoperator.footprint.Calibration;
import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.operator.cli.Cli;
import io.mpmoperator.operator.config.OperatorConfig;
import io.mpmoperator.operator.plan.Planner;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Without words, the operator; with words, a command that needs no cluster. */
@QuarkusMain
public final class Main {

    /**
     * How often a password is hashed that protects a key store. The only ones that are made here hold the client's key of a
     * kubeconfig, in memory: they are opened with the password that they were made with, at once. To hash it ten thousand
     * times, as for a file, takes some 15 % of the processor time of the native executable's start.
     */
    private static final String KEY_STORE_ITERATIONS = "keystore.pkcs12.keyPbeIterationCount";

    private Main() {}

    /** Runs until the operator or the command ends. */
    public static void main(String[] words) {
        Locale.setDefault(
                Locale.Category.FORMAT, Locale.ROOT); // quantities, JSON and conf have ASCII digits everywhere
        if (words.length == 0) {
            System.setProperty(KEY_STORE_ITERATIONS, "1");
            Quarkus.run();
            return;
        }
        Config config = ConfigProvider.getConfig();
        String defaultFlavor = config.getValue(OperatorConfig.DEFAULT_FLAVOR, String.class);
        Optional<Flavor> flavor = Flavor.of(defaultFlavor);
        if (flavor.isEmpty()) {
            System.err.println(
                    "mpm-operator: MPM_DEFAULT_FLAVOR=%s: jvm and native are accepted".formatted(defaultFlavor));
            System.exit(1);
        }
        Planner planner = planner(config, flavor.orElseThrow());
        System.exit(new Cli(planner, System.in, System.out, System.err).run(List.of(words)));
    }

    /** Quarkus is not started for a command, so its typed configuration is not there yet. */
    private static Planner planner(Config config, Flavor defaultFlavor) {
        return new Planner(Calibration::shipped, flavor -> image(flavor, config), defaultFlavor);
    }

    private static String image(Flavor flavor, Config config) {
        return config.getOptionalValue(OperatorConfig.imageProperty(flavor), String.class)
                .orElseGet(() -> OperatorConfig.imageOf(config.getValue("mpm.version", String.class), flavor));
    }
}
