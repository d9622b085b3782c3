package io.mpmoperator.operator.status;

import io.mpmoperator.api.v1alpha1.Adjustment;
import io.mpmoperator.api.v1alpha1.Alternative;
import io.mpmoperator.api.v1alpha1.Footprint;
import io.mpmoperator.api.v1alpha1.FootprintComponent;
import io.mpmoperator.footprint.SizingPlan;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.plan.Quantities;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Says a plan in the words of the API. */
final class Footprints {

    private Footprints() {}

    static Footprint of(PlannedServer server, List<String> overruled) {
        SizingPlan plan = server.plan();
        return new Footprint(
                plan.settings().mode().directiveValue(),
                plan.flavor().text(),
                server.flavor().reason(),
                plan.settings().processes(),
                plan.settings().threads(),
                (int) Math.min(Integer.MAX_VALUE, plan.tasks().total()),
                plan.settings().connections(),
                Quantities.text(plan.memoryLimitBytes()),
                Quantities.text(plan.memoryRequestBytes()),
                plan.components().stream()
                        .map(component -> new FootprintComponent(component.name(), component.bytes()))
                        .toList(),
                plan.alternatives().stream()
                        .map(other -> new Alternative(
                                other.flavor().text(),
                                other.mode().directiveValue(),
                                Quantities.text(other.memoryLimitBytes())))
                        .toList(),
                adjustments(server, overruled));
    }

    private static List<Adjustment> adjustments(PlannedServer server, List<String> paths) {
        Stream<Adjustment> planned = Stream.concat(server.plan().adjustments().stream(), server.notes().stream())
                .map(adjustment -> new Adjustment(adjustment.code(), adjustment.message()));
        Stream<Adjustment> overruled = paths.stream()
                .map(path -> new Adjustment(
                        "pod-template-overruled",
                        "spec.podTemplate.%s is derived by the operator, the value given is not used".formatted(path)));
        Stream<Adjustment> claims =
                ClaimNote.of(server).stream().map(note -> new Adjustment("claim-access-mode", note.message()));
        return Stream.of(planned, overruled, claims)
                .flatMap(Function.identity())
                .toList();
    }
}
