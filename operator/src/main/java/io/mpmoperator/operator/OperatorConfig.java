package io.mpmoperator.operator;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What the operator itself can be told, as properties or as environment variables ({@code MPM_SERVER_IMAGE}). */
@ConfigMapping(prefix = "mpm")
public interface OperatorConfig {

    /** The version of this operator. */
    String version();

    /** The server image of WebServers that name none; the one of this version where it is not said. */
    Optional<String> serverImage();
}
