package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A web server that runs as one of Apache's three multi-processing modules, in pods whose memory limit follows from it. */
@Group(WebServer.GROUP)
@Version(WebServer.VERSION)
@Kind(WebServer.KIND)
@Plural("webservers")
@Singular("webserver")
@ShortNames("ws")
@Categories("all")
@JsonClassDescription(
        "A web server that runs as one of Apache's three multi-processing modules (prefork, worker, event), in"
                + " pods whose memory limit is derived from that module and its size.")
@ValidationRule(
        value = "size(self.metadata.name) <= 63 && self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
        message = "metadata.name becomes the name of a Service: at most 63 lower-case letters, digits and dashes,"
                + " beginning with a letter")
@ValidationRule(
        value = "!has(self.spec.content) || !has(self.spec.content.configMap)"
                + " || self.spec.content.configMap.name != self.metadata.name",
        fieldPath = ".spec.content.configMap.name",
        message = WebServer.NAME_OF_OUR_OWN)
@ValidationRule(
        value = "!has(self.spec.handlerJars) || !has(self.spec.handlerJars.configMap)"
                + " || self.spec.handlerJars.configMap.name != self.metadata.name",
        fieldPath = ".spec.handlerJars.configMap.name",
        message = WebServer.NAME_OF_OUR_OWN)
@ValidationRule(
        value = "!has(self.spec.configurationFrom)"
                + " || self.spec.configurationFrom.configMap.name != self.metadata.name",
        fieldPath = ".spec.configurationFrom.configMap.name",
        message = WebServer.NAME_OF_OUR_OWN)
@AdditionalPrinterColumn(name = "Mode", jsonPath = ".spec.mpm.mode", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.readyReplicas",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
        name = "Limit",
        jsonPath = ".status.footprint.memoryLimit",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Concurrency",
        jsonPath = ".status.footprint.threads",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Flavor",
        jsonPath = ".status.footprint.flavor",
        priority = 1,
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Reason",
        jsonPath = ".status.conditions[?(@.type==\"Available\")].reason",
        priority = 1,
        type = AdditionalPrinterColumn.Type.STRING)
public class WebServer extends CustomResource<WebServerSpec, WebServerStatus> implements Namespaced {

    static final String NAME_OF_OUR_OWN =
            "the operator's own ConfigMap, with webserver.conf, has the WebServer's name: give yours another, for"
                    + " instance with -content behind it";

    /** The API group. */
    public static final String GROUP = "mpm-operator.io";
    /** The API version. */
    public static final String VERSION = "v1alpha1";
    /** The kind. */
    public static final String KIND = "WebServer";

    @Override
    protected @Nullable WebServerSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable WebServerStatus initStatus() {
        return null;
    }
}
