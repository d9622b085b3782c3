package io.mpmoperator.operator.log;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import java.util.logging.Handler;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.JsonFormatter;

/** Lets every handler that writes JSON write the fields of the operator's lines too, before anything else starts. */
@Dependent
class JsonHandlers {

    private static final int FIRST = 1;

    void onStart(@Observes @Priority(FIRST) StartupEvent event) {
        giveFields(Logger.getLogger("").getHandlers());
    }

    /** Those handlers, and the ones behind them. */
    static void giveFields(Handler... handlers) {
        for (Handler handler : handlers) {
            if (handler.getFormatter() instanceof JsonFormatter objects) {
                handler.setFormatter(new JsonFields(objects));
            }
            if (handler instanceof ExtHandler outer) {
                giveFields(outer.getHandlers());
            }
        }
    }
}
