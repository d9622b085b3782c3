package io.mpmoperator.server.child;

import io.mpmoperator.server.engine.ChildContext;
import io.mpmoperator.server.engine.Engine;
import io.mpmoperator.server.event.EventEngine;
import io.mpmoperator.server.prefork.PreforkEngine;
import io.mpmoperator.server.worker.WorkerEngine;
import java.io.IOException;

/** The engine of each mode. */
final class Engines {

    private Engines() {}

    static Engine of(ChildContext context) throws IOException {
        return switch (context.settings().mode()) {
            case PREFORK -> new PreforkEngine(context);
            case WORKER -> new WorkerEngine(context);
            case EVENT -> new EventEngine(context);
        };
    }
}
