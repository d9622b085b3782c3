package io.mpmoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.mpmoperator.api.schema.OneOf;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The multi-processing module and its directives, by Apache's names in lowerCamelCase. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.mode == 'prefork' || !(has(self.minSpareServers) || has(self.maxSpareServers))",
        message =
                "minSpareServers and maxSpareServers belong to mode prefork: worker and event have minSpareThreads and"
                        + " maxSpareThreads")
@ValidationRule(
        value = "self.mode != 'prefork' || !(has(self.minSpareThreads) || has(self.maxSpareThreads)"
                + " || has(self.threadLimit) || has(self.threadsPerChild))",
        message =
                "minSpareThreads, maxSpareThreads, threadLimit and threadsPerChild belong to the modes worker and event:"
                        + " a prefork process has one thread")
@ValidationRule(
        value = "self.mode == 'event' || !has(self.asyncRequestWorkerFactor)",
        message = "asyncRequestWorkerFactor belongs to mode event")
@ValidationRule(
        value = "!has(self.threadsPerChild) || !has(self.threadLimit) || self.threadsPerChild <= self.threadLimit",
        messageExpression = "'threadsPerChild %d is above threadLimit %d: no process may have that many"
                + " threads'.format([self.threadsPerChild, self.threadLimit])")
@ValidationRule(
        value = "!has(self.maxRequestWorkers) || !has(self.threadsPerChild) || self.maxRequestWorkers >="
                + " self.threadsPerChild",
        messageExpression = "'maxRequestWorkers %d is below threadsPerChild %d: not even one process could have all its"
                + " threads'.format([self.maxRequestWorkers, self.threadsPerChild])")
@ValidationRule(
        value = "!has(self.maxRequestWorkers) || !has(self.serverLimit) || self.mode != 'prefork' ||"
                + " self.maxRequestWorkers <= self.serverLimit",
        messageExpression = "'maxRequestWorkers %d is above serverLimit %d: a prefork process serves one request at a"
                + " time'.format([self.maxRequestWorkers, self.serverLimit])")
@ValidationRule(
        value = "!has(self.maxRequestWorkers) || !has(self.serverLimit) || !has(self.threadsPerChild) ||"
                + " self.maxRequestWorkers <= self.serverLimit * self.threadsPerChild",
        messageExpression =
                "'maxRequestWorkers %d is above serverLimit %d x threadsPerChild %d: at most %d requests could"
                        + " be in progress'.format([self.maxRequestWorkers, self.serverLimit, self.threadsPerChild,"
                        + " self.serverLimit * self.threadsPerChild])")
@ValidationRule(
        value = "!has(self.maxRequestWorkers) || !has(self.serverLimit) || has(self.threadsPerChild) ||"
                + " self.mode == 'prefork' || self.maxRequestWorkers <= "
                + MpmSpec.THREADS_PER_CHILD + " ||"
                + " self.maxRequestWorkers <= self.serverLimit * " + MpmSpec.THREADS_PER_CHILD,
        messageExpression = "'maxRequestWorkers %d is above serverLimit %d x threadsPerChild "
                + MpmSpec.THREADS_PER_CHILD + " (the default): at most"
                + " %d requests could be in progress'.format([self.maxRequestWorkers, self.serverLimit,"
                + " self.serverLimit * " + MpmSpec.THREADS_PER_CHILD + "])")
@ValidationRule(
        value = "!has(self.startServers) || !has(self.maxRequestWorkers) || self.startServers <= 1 ||"
                + " self.startServers * (self.mode == 'prefork' ? 1 : has(self.threadsPerChild) ? self.threadsPerChild"
                + " : self.maxRequestWorkers < "
                + MpmSpec.THREADS_PER_CHILD + " ? self.maxRequestWorkers : " + MpmSpec.THREADS_PER_CHILD
                + ") <= self.maxRequestWorkers",
        messageExpression = "'startServers %d is above the processes that maxRequestWorkers %d makes'"
                + ".format([self.startServers, self.maxRequestWorkers])")
@ValidationRule(
        value = "!has(self.startServers) || !has(self.serverLimit) || self.startServers <= self.serverLimit",
        messageExpression = "'startServers %d is above serverLimit %d: there are never that many"
                + " processes'.format([self.startServers, self.serverLimit])")
@ValidationRule(
        value = "!has(self.minSpareServers) || !has(self.maxSpareServers) || self.maxSpareServers >="
                + " self.minSpareServers",
        messageExpression =
                "'maxSpareServers %d is below minSpareServers %d: processes would be started and ended at the"
                        + " same time'.format([self.maxSpareServers, self.minSpareServers])")
@ValidationRule(
        value = "!has(self.minSpareThreads) || !has(self.maxSpareThreads) || self.maxSpareThreads >="
                + " self.minSpareThreads",
        messageExpression =
                "'maxSpareThreads %d is below minSpareThreads %d: processes would be started and ended at the"
                        + " same time'.format([self.maxSpareThreads, self.minSpareThreads])")
@ValidationRule(
        value = "!has(self.minSpareServers) || !has(self.maxRequestWorkers) || self.minSpareServers <="
                + " self.maxRequestWorkers",
        messageExpression = "'minSpareServers %d is above maxRequestWorkers %d: there are never that many"
                + " processes'.format([self.minSpareServers, self.maxRequestWorkers])")
@ValidationRule(
        value = "!has(self.minSpareThreads) || !has(self.maxRequestWorkers) || self.minSpareThreads <="
                + " self.maxRequestWorkers",
        messageExpression = "'minSpareThreads %d is above maxRequestWorkers %d: there are never that many"
                + " threads'.format([self.minSpareThreads, self.maxRequestWorkers])")
public record MpmSpec(
        @JsonPropertyDescription(
                "prefork: a process for each connection. worker: a thread for each connection. event: a"
                        + " thread for each request, idle connections parked.")
        @Required
        @OneOf({"prefork", "worker", "event"})
        String mode,

        @JsonPropertyDescription(
                "StartServers: child processes created at start. Default: 5 with prefork, 3 with worker and"
                        + " event, and never more than the server can use.")
        @Min(1)
        @Max(200000)
        @Nullable
        Integer startServers,

        @JsonPropertyDescription("MinSpareServers (prefork): idle processes to keep at least. Default 5.")
        @Min(1)
        @Max(200000)
        @Nullable
        Integer minSpareServers,

        @JsonPropertyDescription("MaxSpareServers (prefork): idle processes above this are ended. Default 10.")
        @Min(1)
        @Max(200000)
        @Nullable
        Integer maxSpareServers,

        @JsonPropertyDescription(
                "MinSpareThreads (worker, event): idle threads to keep at least, over all processes. Default" + " 75.")
        @Min(1)
        @Max(1000000000)
        @Nullable
        Integer minSpareThreads,

        @JsonPropertyDescription(
                "MaxSpareThreads (worker, event): idle threads above this are ended, a process at a time."
                        + " Default 250.")
        @Min(1)
        @Max(1000000000)
        @Nullable
        Integer maxSpareThreads,

        @JsonPropertyDescription(
                "ServerLimit: the most processes that may exist at once, those included that finish their"
                        + " last requests after a restart. The memory limit counts that many. Default: the processes that"
                        + " maxRequestWorkers needs and a quarter more, at least one more.")
        @Min(1)
        @Max(200000)
        @Nullable
        Integer serverLimit,

        @JsonPropertyDescription(
                "ThreadLimit (worker, event): the upper bound of threadsPerChild. Default: 64, or threadsPerChild"
                        + " where that is larger.")
        @Min(1)
        @Max(100000)
        @Nullable
        Integer threadLimit,

        @JsonPropertyDescription("ThreadsPerChild (worker, event): request threads of each process. Default: "
                + MpmSpec.THREADS_PER_CHILD + ", or maxRequestWorkers"
                + " where that is smaller.")
        @Min(1)
        @Max(100000)
        @Nullable
        Integer threadsPerChild,

        @JsonPropertyDescription(
                "MaxRequestWorkers: requests in progress at once in one pod. Default: 256 with prefork, 400"
                        + " with worker and event. Rounded down to a multiple of threadsPerChild.")
        @Min(1)
        @Max(1000000000)
        @Nullable
        Integer maxRequestWorkers,

        @JsonPropertyDescription("AsyncRequestWorkerFactor (event): connections that may be open for each idle thread;"
                + " (factor + 1) x maxRequestWorkers at most. Default 2.")
        @Min(value = 0, inclusive = false)
        @Max(10000)
        @Nullable
        BigDecimal asyncRequestWorkerFactor,

        @JsonPropertyDescription(
                "MaxConnectionsPerChild: connections after which a process is replaced; 0 means never." + " Default 0.")
        @Min(0)
        @Max(1000000000)
        @Nullable
        Integer maxConnectionsPerChild,

        @JsonPropertyDescription("ListenBacklog: connections that may wait to be accepted. Default 511.")
        @Min(1)
        @Max(65535)
        @Nullable
        Integer listenBacklog,

        @JsonPropertyDescription(
                "GracefulShutdownTimeout: how long requests in progress may take to finish once the pod is"
                        + " told to stop, for instance 90s or 5m. The pod's grace period follows from it. Default 30s.")
        @Pattern(DurationText.PATTERN)
        @Size(min = 1, max = 20)
        @Nullable
        String gracefulShutdownTimeout) {

    /** The request threads of a process where they are not given; the operator's tests hold it against the model's. */
    static final String THREADS_PER_CHILD = "25";
}
