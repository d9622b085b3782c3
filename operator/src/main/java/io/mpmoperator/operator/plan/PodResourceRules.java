package io.mpmoperator.operator.plan;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.mpmoperator.footprint.SizingPlan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Refuses amounts in a pod template of one's own that the API server would refuse beside each other, or beside the memory
 * that is derived for the server: a request above its limit, a container's limit above the pod's, and less for a pod than its containers
 * request together.
 */
final class PodResourceRules {

    private static final String MEMORY = "memory";

    private final List<Amounts> containers = new ArrayList<>();
    private final List<Amounts> initContainers = new ArrayList<>();
    private final Amounts pod;
    private final SizingPlan plan;

    private PodResourceRules(PodSpec pod, SizingPlan plan) throws RefusedException {
        this.plan = plan;
        this.pod = Amounts.of("", false, pod.getResources());
        boolean named = false;
        for (Container container : pod.getContainers()) {
            boolean server = PodLayout.CONTAINER.equals(container.getName());
            named |= server;
            containers.add(server ? server(container.getResources()) : amounts("containers", container));
        }
        if (!named) {
            containers.add(server(null));
        }
        for (Container container : pod.getInitContainers()) {
            initContainers.add(amounts("initContainers", container));
        }
    }

    /** Refuses what a pod's spec and the plan of its server cannot be together. */
    static void refuse(PodSpec pod, SizingPlan plan) throws RefusedException {
        PodResourceRules rules = new PodResourceRules(pod, plan);
        rules.refuseLessThanTheServer();
        rules.refuseRequestsAboveLimits();
        rules.refuseLimitsAboveThePods();
        rules.refuseLessThanTogether();
    }

    private static Amounts amounts(String list, Container container) throws RefusedException {
        return Amounts.of(
                ".%s[%s]".formatted(list, container.getName()),
                "Always".equals(container.getRestartPolicy()),
                container.getResources());
    }

    /** The derived memory replaces what is given. */
    private Amounts server(@Nullable ResourceRequirements own) throws RefusedException {
        Amounts amounts = Amounts.of(".containers[%s]".formatted(PodLayout.CONTAINER), true, own);
        amounts.requests.put(MEMORY, BigDecimal.valueOf(plan.memoryRequestBytes()));
        amounts.limits.put(MEMORY, BigDecimal.valueOf(plan.memoryLimitBytes()));
        return amounts;
    }

    private void refuseLessThanTheServer() throws RefusedException {
        refuseLess("limits", pod.limits.get(MEMORY), plan.memoryLimitBytes());
        refuseLess("requests", pod.requests.get(MEMORY), plan.memoryRequestBytes());
    }

    private static void refuseLess(String kind, @Nullable BigDecimal given, long needed) throws RefusedException {
        PodTemplateRules.refuse(
                given != null && given.compareTo(BigDecimal.valueOf(needed)) < 0,
                ".resources.%s.memory %s: the server alone is derived to need %s, remove it or give more"
                        .formatted(kind, given == null ? "" : text(MEMORY, given), Quantities.text(needed)));
    }

    private void refuseRequestsAboveLimits() throws RefusedException {
        List<Amounts> all = new ArrayList<>(containers);
        all.addAll(initContainers);
        all.add(pod);
        for (Amounts amounts : all) {
            refuseAbove(amounts.at, "requests", amounts.requests, "the limit beside it", amounts.limits);
        }
    }

    private void refuseLimitsAboveThePods() throws RefusedException {
        for (Amounts amounts : containers) {
            refuseAbove(amounts.at, "limits", amounts.limits, "the limit of the pod", pod.limits);
        }
    }

    /** @param bound what the most are, for a sentence */
    private static void refuseAbove(
            String at, String kind, Map<String, BigDecimal> given, String bound, Map<String, BigDecimal> most)
            throws RefusedException {
        for (Map.Entry<String, BigDecimal> amount : given.entrySet()) {
            String resource = amount.getKey();
            BigDecimal limit = most.getOrDefault(resource, amount.getValue());
            PodTemplateRules.refuse(
                    amount.getValue().compareTo(limit) > 0,
                    "%s.resources.%s.%s %s: %s is %s, give at most that"
                            .formatted(
                                    at,
                                    kind,
                                    resource,
                                    text(resource, amount.getValue()),
                                    bound,
                                    text(resource, limit)));
        }
    }

    /** A limit counts as well: a pod without a request of its own has that of its containers together. */
    private void refuseLessThanTogether() throws RefusedException {
        refuseLessThanTogether("requests", pod.requests);
        refuseLessThanTogether("limits", pod.limits);
    }

    private void refuseLessThanTogether(String kind, Map<String, BigDecimal> amounts) throws RefusedException {
        for (Map.Entry<String, BigDecimal> given : amounts.entrySet()) {
            BigDecimal needed = together(given.getKey());
            PodTemplateRules.refuse(
                    given.getValue().compareTo(needed) < 0,
                    ".resources.%s.%s %s: its containers request %s together, give at least that"
                            .formatted(
                                    kind,
                                    given.getKey(),
                                    text(given.getKey(), given.getValue()),
                                    text(given.getKey(), needed)));
        }
    }

    /** What runs at once at most: init containers one after the other, beside those of them that stay. */
    private BigDecimal together(String resource) {
        BigDecimal beside = BigDecimal.ZERO;
        BigDecimal most = BigDecimal.ZERO;
        for (Amounts init : initContainers) {
            BigDecimal here = beside.add(init.request(resource));
            most = most.max(here);
            beside = init.stays ? here : beside;
        }
        return most.max(containers.stream()
                .map(container -> container.request(resource))
                .reduce(beside, BigDecimal::add));
    }

    private static String text(String resource, BigDecimal amount) {
        return resource.equals(MEMORY)
                ? Quantities.text(amount.longValue())
                : amount.stripTrailingZeros().toPlainString();
    }

    /** @param stays whether the container runs until the pod ends */
    private record Amounts(String at, boolean stays, Map<String, BigDecimal> requests, Map<String, BigDecimal> limits) {

        static Amounts of(String at, boolean stays, @Nullable ResourceRequirements resources) throws RefusedException {
            return new Amounts(
                    at,
                    stays,
                    read(at + ".resources.requests.", resources == null ? null : resources.getRequests()),
                    read(at + ".resources.limits.", resources == null ? null : resources.getLimits()));
        }

        private static Map<String, BigDecimal> read(String at, @Nullable Map<String, Quantity> amounts)
                throws RefusedException {
            Map<String, BigDecimal> read = new TreeMap<>();
            for (Map.Entry<String, Quantity> one :
                    Optional.ofNullable(amounts).orElse(Map.of()).entrySet()) {
                read.put(one.getKey(), SpecText.amount(PodTemplateRules.POD + at + one.getKey(), one.getValue()));
            }
            return read;
        }

        /** A limit without a request is the request as well. */
        BigDecimal request(String resource) {
            return requests.getOrDefault(resource, limits.getOrDefault(resource, BigDecimal.ZERO));
        }
    }
}
