package io.mpmoperator.operator.resources;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.mpmoperator.operator.plan.PodLayout;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The configurations in a server's ConfigMap. Pods start with the one under the key that their template names: it is one
 * that they have accepted, and it changes only when all of them have accepted another. A template whose pods are to replace
 * others with another configuration gets a key of its own, so that neither start with what is meant for the others. A new
 * one is offered beside it, as the candidate. Under {@code webserver.conf} is the last one that all pods have accepted.
 *
 * @param data the texts by key
 */
public record ConfigMapData(Map<String, String> data) {

    private static final int DIGITS = 10;

    /** No configuration. */
    public static final ConfigMapData NONE = new ConfigMapData(Map.of());

    public ConfigMapData {
        data = Collections.unmodifiableMap(new TreeMap<>(data));
    }

    /** Those of a ConfigMap. */
    public static ConfigMapData of(ConfigMap configMap) {
        return new ConfigMapData(Optional.ofNullable(configMap.getData()).orElse(Map.of()));
    }

    /** The text under a key. */
    public Optional<String> text(String key) {
        return Optional.ofNullable(data.get(key));
    }

    /** The only configuration of a server that has no pods yet. */
    public static ConfigMapData only(String text) {
        return new ConfigMapData(Map.of(PodLayout.CONF_KEY, text));
    }

    /** All pods have accepted the text, and none has another template. */
    public ConfigMapData accepted(String key, String text) {
        return only(text).with(key, text);
    }

    /** The pods of that key have the text; there may be others. */
    public ConfigMapData running(String key, String text) {
        return withoutCandidate().with(key, text);
    }

    /** The text is offered to the pods of that key, where it is not theirs. */
    public ConfigMapData offered(String key, String text) {
        if (text(key).isEmpty()) {
            return running(key, text);
        }
        return text(key).filter(text::equals).isPresent() ? withoutCandidate() : with(PodLayout.CONF_CANDIDATE, text);
    }

    /** The pods of that key keep what they have; the text is for a ConfigMap that has lost it. */
    public ConfigMapData kept(String key, String text) {
        return text(key).isPresent() ? withoutCandidate() : running(key, text);
    }

    /** Nothing is offered any more. */
    ConfigMapData withoutCandidate() {
        Map<String, String> kept = new TreeMap<>(data);
        kept.remove(PodLayout.CONF_CANDIDATE);
        return new ConfigMapData(kept);
    }

    /**
     * The key for new pods with that text: the one of the present template where it has that text, another that has it, or
     * a new one.
     */
    public String keyFor(String text, String present) {
        if (text(present).filter(text::equals).isPresent()) {
            return present;
        }
        return withoutCandidate().data().entrySet().stream()
                .filter(entry -> entry.getValue().equals(text))
                .map(Map.Entry::getKey)
                .reduce((usual, own) -> own)
                .orElseGet(() -> PodLayout.CONF_KEY + "."
                        + Hashes.of(present + "\n" + text).substring(0, DIGITS));
    }

    /** The ConfigMap with these texts. */
    public ConfigMap on(ConfigMap desired) {
        return new ConfigMapBuilder(desired).withData(data).build();
    }

    private ConfigMapData with(String key, String text) {
        Map<String, String> more = new TreeMap<>(data);
        more.put(key, text);
        return new ConfigMapData(more);
    }
}
