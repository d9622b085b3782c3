package io.mpmoperator.e2e.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/**
 * What Argo CD's health check of helm/argocd says of a WebServer.
 *
 * @param status Healthy, Progressing, Degraded, Suspended, Missing or Unknown
 */
record HealthCheck(String status, String message) {

    /** As Argo CD runs it: the object is the global obj, the result has a status and a message. */
    static HealthCheck of(JsonNode webServer) throws IOException {
        String script = Chart.YAML
                .readTree(Chart.root().resolve("helm/argocd/argocd-cm.yaml").toFile())
                .path("data")
                .path("resource.customizations.health.mpm-operator.io_WebServer")
                .asText();
        Globals globals = JsePlatform.standardGlobals();
        globals.set("obj", lua(webServer));
        LuaValue health = globals.load(script, "health").call();
        return new HealthCheck(
                health.get("status").checkjstring(), health.get("message").checkjstring());
    }

    private static LuaValue lua(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                LuaTable table = new LuaTable();
                node.properties().forEach(field -> table.set(field.getKey(), lua(field.getValue())));
                yield table;
            }
            case ARRAY -> {
                LuaTable table = new LuaTable();
                for (int i = 0; i < node.size(); i++) {
                    table.set(i + 1, lua(node.get(i)));
                }
                yield table;
            }
            case NUMBER -> LuaValue.valueOf(node.asDouble());
            case BOOLEAN -> LuaValue.valueOf(node.asBoolean());
            case STRING -> LuaValue.valueOf(node.asText());
            case NULL, MISSING, BINARY, POJO -> LuaValue.NIL;
        };
    }
}
