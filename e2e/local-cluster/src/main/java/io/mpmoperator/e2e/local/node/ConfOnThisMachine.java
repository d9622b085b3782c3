package io.mpmoperator.e2e.local.node;

import io.mpmoperator.conf.Listen;
import io.mpmoperator.conf.ListenAddress;
import io.mpmoperator.conf.TlsSettings;
import io.mpmoperator.conf.WebServerConf;
import java.nio.file.Path;

/** A pod's {@code webserver.conf} rewritten for this machine: the pod's own address, and paths that exist here. */
final class ConfOnThisMachine {

    private ConfOnThisMachine() {}

    static WebServerConf of(WebServerConf inContainer, String podIp, ContainerPaths paths) {
        WebServerConf conf = inContainer
                .withListens(inContainer.listens().stream()
                        .map(listen -> new Listen(
                                new ListenAddress(podIp, listen.address().port()), listen.https()))
                        .toList())
                .withManagementListen(
                        new ListenAddress(podIp, inContainer.managementListen().port()));
        if (conf.documentRoot().isPresent()) {
            conf = conf.withDocumentRoot(here(paths, conf.documentRoot().get()));
        }
        if (conf.handlerPath().isPresent()) {
            conf = conf.withHandlerPath(here(paths, conf.handlerPath().get()));
        }
        if (conf.tls().isPresent()) {
            TlsSettings tls = conf.tls().get();
            conf = conf.withTls(
                    new TlsSettings(here(paths, tls.certificateFile()), here(paths, tls.certificateKeyFile())));
        }
        return conf;
    }

    private static String here(ContainerPaths paths, String inContainer) {
        return paths.onThisMachine(Path.of(inContainer)).toString();
    }
}
