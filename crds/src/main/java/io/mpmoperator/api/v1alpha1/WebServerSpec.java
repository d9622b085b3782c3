package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import io.mpmoperator.api.schema.ListKeys;
import io.mpmoperator.api.schema.OneOf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked for. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "!has(self.sizing) || !(has(self.sizing.concurrency) || has(self.sizing.memoryBudget))"
                + " || !(has(self.mpm.startServers) || has(self.mpm.serverLimit) || has(self.mpm.threadLimit)"
                + " || has(self.mpm.threadsPerChild) || has(self.mpm.maxRequestWorkers)"
                + " || has(self.mpm.minSpareServers) || has(self.mpm.maxSpareServers)"
                + " || has(self.mpm.minSpareThreads) || has(self.mpm.maxSpareThreads))",
        message = "sizing.concurrency and sizing.memoryBudget derive the numbers of spec.mpm: remove the"
                + " sizing, or remove"
                + " startServers, serverLimit, threadLimit, threadsPerChild, maxRequestWorkers and the spare limits")
@ValidationRule(
        value = "!has(self.flavor) || self.flavor != 'native' || !has(self.handlerJars)",
        message =
                "flavor native loads no jars: remove handlerJars and compile the handlers into spec.image, or take flavor"
                        + " jvm")
@ValidationRule(
        value = "!(has(self.configuration) && has(self.configurationFrom))",
        message = "give one of configuration and configurationFrom")
public record WebServerSpec(
        @JsonPropertyDescription("How many pods run the server. Default 1.")
        @Default("1")
        @Min(0)
        @Max(10000)
        @SpecReplicas
        @Nullable
        Integer replicas,

        @JsonPropertyDescription(
                "Which of Apache's three multi-processing modules runs, and its directives. Numbers that"
                        + " are neither here nor follow from spec.sizing have the defaults that are named.")
        @Required
        MpmSpec mpm,

        @JsonPropertyDescription(
                "What the server's processes are made of. jvm: a Java virtual machine for each process, handlers as jars."
                        + " native: one executable that was compiled ahead of time, with far smaller processes; handlers"
                        + " are compiled into the image. Where it is absent, the operator's default decides (the chart's"
                        + " serverImage.defaultFlavor), and native is taken only where handlers, handlerJars, sizing.handler and"
                        + " image are absent too. status.footprint.flavor says which it is. What a stored WebServer says stays.")
        @OneOf({"jvm", "native"})
        @Nullable
        String flavor,

        @JsonPropertyDescription(
                "How large a pod is: by concurrency, by memoryBudget, or, with neither, by the numbers of spec.mpm."
                        + " It also says what the work needs that Apache has no directive for.")
        @Nullable
        SizingSpec sizing,

        @JsonPropertyDescription("Limits and time-outs of HTTP connections. Whatever is left out has Apache's default.")
        @Nullable
        HttpSpec http,

        @JsonPropertyDescription(
                "The files to serve. Without it, the server serves the page that its image brings along.")
        @Nullable
        ContentSpec content,

        @JsonPropertyDescription(
                "What most sites want: a fallback, headers, redirects, error pages, caching, compression, trusted proxies and"
                        + " passwords. Each entry becomes Apache's directives, written after those of configuration.")
        @Nullable
        SiteSpec site,

        @JsonPropertyDescription(
                "Apache's directives, as in httpd.conf. ${NAME} is filled in from the environment of container webserver in"
                        + " podTemplate. The operator decides Listen, ManagementListen, certificates, DocumentRoot where content"
                        + " is given, and what sizing derives; the numbers of the multi-processing module count as those of"
                        + " spec.mpm. An error is told in the condition Accepted, with its line.")
        @Size(max = 262144)
        @Nullable
        String configuration,

        @JsonPropertyDescription("The same out of a ConfigMap, with the files that it includes.") @Nullable
        ConfigurationSource configurationFrom,

        @JsonPropertyDescription(
                "Java request handlers, mounted at paths; the longest matching path wins over files. An empty list is as"
                        + " none.")
        @ListKeys("path")
        @Size(max = 64)
        List<HandlerSpec> handlers,

        @JsonPropertyDescription(
                "Where the jars with the classes of spec.handlers come from, with flavor jvm. Without it, the image"
                        + " brings them along in /opt/webserver/handlers; with flavor native, compiled in. Of a configMap"
                        + " pods mount a copy that never changes; another content replaces the pods. A"
                        + " persistentVolumeClaim is mounted as it is: do not overwrite jars there.")
        @Nullable
        VolumeSpec handlerJars,

        @JsonPropertyDescription(
                "Serves HTTPS on port 8443 in place of HTTP on port 8080; where configuration has a virtual host for *:80, HTTP"
                        + " beside it.")
        @Nullable
        TlsSpec tls,

        @JsonPropertyDescription(
                "How pods are replaced when they cannot be changed in place. Default: new ones first, a quarter more.")
        @Nullable
        RolloutSpec rollout,

        @JsonPropertyDescription("The Service in front of the pods.") @Nullable
        ServiceSpec service,

        @JsonPropertyDescription("An Ingress in front of the Service. Without it, there is none.") @Nullable
        IngressSpec ingress,

        @JsonPropertyDescription(
                "An HTTPRoute of the Gateway API in front of the Service, where the cluster has that API."
                        + " Without it, there is none.")
        @Nullable
        HttpRouteSpec httpRoute,

        @JsonPropertyDescription(
                "A HorizontalPodAutoscaler that owns the number of pods; spec.replicas is then not used."
                        + " Without it, there is none.")
        @Nullable
        AutoscalingSpec autoscaling,

        @JsonPropertyDescription(
                "How many pods a drain of nodes may take away at once. Without it, that is not limited.")
        @Nullable
        PodDisruptionBudgetSpec podDisruptionBudget,

        @JsonPropertyDescription("Who may reach the pods. Without it, that is not restricted.") @Nullable
        NetworkPolicySpec networkPolicy,

        @JsonPropertyDescription(
                "A PodMonitor of the Prometheus operator, where the cluster has it. Without it, there is none.")
        @Nullable
        MonitoringSpec monitoring,

        @JsonPropertyDescription("What the server logs, and where.") @Nullable
        LoggingSpec logging,

        @JsonPropertyDescription(
                "Labels, annotations and pod settings that are merged into the derived pods as a strategic"
                        + " merge patch. The server's container is named webserver. What the operator derives itself (the"
                        + " command, memory, ports, probes and mounts of that container, the grace period) wins."
                        + " An empty list or map in it is as an absent one.")
        @Nullable
        PodTemplateSpec podTemplate,

        @JsonPropertyDescription(
                "The server image, which must be of spec.flavor, or of flavor jvm where that is absent: one of the other"
                        + " flavor refuses to start, and says so in the condition Degraded. Default: the image of the flavor in"
                        + " status.footprint.flavor that this operator was released with.")
        @Size(max = 512)
        @Nullable
        String image,

        @JsonPropertyDescription(
                "When the node pulls the image. Default: Always for the tag latest, else IfNotPresent.")
        @OneOf({"Always", "IfNotPresent", "Never"})
        @Nullable
        String imagePullPolicy,

        @JsonPropertyDescription("While true, nothing that belongs to this server is changed; the status is still kept"
                + " current. Default false.")
        @Nullable
        Boolean paused) {

    public WebServerSpec {
        handlers = ApiLists.copy(handlers);
        image = ApiLists.textOrNull(image);
        configuration = ApiLists.textOrNull(configuration);
    }
}
