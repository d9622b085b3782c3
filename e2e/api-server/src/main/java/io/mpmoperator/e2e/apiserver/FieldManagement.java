package io.mpmoperator.e2e.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Server-side apply and the ownership of fields, as pure functions of the live object and what was sent.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/">Server-Side Apply</a>
 */
final class FieldManagement {

    /**
     * Who writes.
     *
     * @param subresource the subresource written through, empty for the object itself
     * @param time the time of the write, RFC 3339
     */
    record Writer(String manager, String subresource, String time) {

        FieldOwner owner(String operation, FieldSet fields) {
            return new FieldOwner(manager, operation, subresource, time, fields);
        }
    }

    private final Fields fields;

    FieldManagement(ListTypes types) {
        this.fields = new Fields(types);
    }

    /**
     * The object after an apply: the writer's fields have the applied values, fields it applied before and no longer
     * does are gone unless somebody else owns them too, all else is as it was.
     *
     * @throws ApiException if another manager owns a field that would get another value, unless forced
     */
    ObjectNode apply(ObjectNode live, ObjectNode applied, Writer writer, boolean force) throws ApiException {
        ObjectNode intent = withoutNulls(applied);
        FieldSet wanted = new FieldSet(fields.leaves(intent).keySet());
        FieldOwner mine = writer.owner(FieldOwner.APPLY, wanted);
        List<FieldOwner> owners = FieldOwner.of(live);
        List<FieldOwner> others =
                owners.stream().filter(owner -> !owner.isSameWriter(mine)).toList();
        FieldSet contested = changed(live, intent);
        if (!force) {
            refuseConflicts(others, contested);
        }
        List<FieldOwner> rest = others.stream()
                .map(owner -> owner.withFields(owner.fields().minus(contested)))
                .toList();

        Optional<FieldOwner> before =
                owners.stream().filter(owner -> owner.isSameWriter(mine)).findFirst();
        FieldSet kept = FieldSet.union(rest.stream().map(FieldOwner::fields).toList());
        FieldSet gone = before.map(FieldOwner::fields)
                .orElse(FieldSet.EMPTY)
                .minus(wanted)
                .minus(kept);
        ObjectNode cleaned = fields.without(live, gone, kept.union(wanted));
        ObjectNode merged = fields.merge(cleaned, intent);

        boolean sameAsBefore = before.isPresent()
                && before.get().fields().equals(wanted)
                && changed(live, merged).isEmpty();
        List<FieldOwner> after = new ArrayList<>(rest);
        after.add(sameAsBefore ? before.get() : mine);
        FieldOwner.write(after, merged);
        return merged;
    }

    private static void refuseConflicts(List<FieldOwner> others, FieldSet contested) throws ApiException {
        List<String> conflicts = new ArrayList<>();
        for (FieldOwner other : others) {
            FieldSet lost = other.fields().minus(other.fields().minus(contested));
            lost.paths().stream()
                    .map(path -> "conflict with \"%s\": %s".formatted(other.manager(), FieldSet.display(path)))
                    .sorted()
                    .forEach(conflicts::add);
        }
        if (!conflicts.isEmpty()) {
            throw ApiException.conflict("Apply failed with %d conflict%s: %s"
                    .formatted(conflicts.size(), conflicts.size() == 1 ? "" : "s", String.join(", ", conflicts)));
        }
    }

    /** The updated object with ownership tracked: the writer takes what it changed, what it removed has no owner. */
    ObjectNode update(ObjectNode live, ObjectNode updated, Writer writer) {
        Map<List<String>, JsonNode> after = fields.leaves(updated);
        FieldSet changed = changed(live, updated);
        FieldSet present = new FieldSet(after.keySet());
        FieldOwner mine = writer.owner(FieldOwner.UPDATE, changed);
        List<FieldOwner> owners = new ArrayList<>();
        FieldSet before = FieldSet.EMPTY;
        for (FieldOwner owner : FieldOwner.of(live)) {
            FieldSet rest = owner.fields().minus(owner.fields().minus(present)).minus(changed);
            if (!owner.isSameWriter(mine)) {
                owners.add(owner.withFields(rest));
            } else if (changed.isEmpty()) {
                owners.add(owner.withFields(rest));
            } else {
                before = rest;
            }
        }
        owners.add(mine.withFields(before.union(changed)));
        ObjectNode tracked = updated.deepCopy();
        FieldOwner.write(owners, tracked);
        return tracked;
    }

    /** The fields of the second object whose value in the first one is another, or that the first one has not. */
    private FieldSet changed(ObjectNode first, ObjectNode second) {
        Map<List<String>, JsonNode> before = fields.leaves(first);
        Set<List<String>> changed = fields.leaves(second).entrySet().stream()
                .filter(leaf -> !leaf.getValue().equals(before.get(leaf.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return new FieldSet(changed);
    }

    private static ObjectNode withoutNulls(ObjectNode object) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value instanceof ObjectNode child) {
                result.set(field.getKey(), withoutNulls(child));
            } else if (!value.isNull()) {
                result.set(field.getKey(), value);
            }
        });
        return result;
    }
}
