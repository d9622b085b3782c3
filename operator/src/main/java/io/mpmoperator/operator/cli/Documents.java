package io.mpmoperator.operator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads the documents of a YAML text as kubectl does: YAML 1.1 with its octal numbers, anchors and merge keys, but for times and
 * numbers of base 60, which stay texts. A key that is there twice is refused, as is a text that grows beyond all bounds.
 */
final class Documents {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_VALUES = 200_000;
    private static final int DEEPEST = 200;
    /** A longer number is none that a field takes, and would take long to read. */
    private static final int LONGEST_NUMBER = 1_000;

    private static final Pattern WHOLE = Pattern.compile("[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|0o?[0-7_]+|0|[1-9][0-9_]*)");

    private int values;

    private Documents() {}

    /**
     * The documents in their order, an empty one as null.
     *
     * @throws UsageException for a text that is no YAML, with the line and what is wrong there
     */
    static List<JsonNode> read(String text) throws UsageException {
        List<JsonNode> documents = new ArrayList<>();
        try {
            for (Object document : yaml().loadAll(text)) {
                documents.add(new Documents().tree(document, 0));
            }
        } catch (MarkedYAMLException e) {
            throw new UsageException(
                    "line %d: no YAML: %s".formatted(e.getProblemMark().getLine() + 1, sentence(e)));
        } catch (ReaderException e) {
            long line = 1
                    + text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count();
            throw new UsageException(
                    "line %d: no YAML: the character U+%04X is not allowed".formatted(line, e.getCodePoint()));
        } catch (YAMLException e) {
            throw new UsageException("no YAML: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("it cannot be read"));
        }
        return documents;
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setNestingDepthLimit(DEEPEST);
        DumperOptions none = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(none), none, options, new LikeKubectl());
    }

    private static String sentence(MarkedYAMLException e) {
        String sentence = e.getContext() == null ? e.getProblem() : "%s %s".formatted(e.getContext(), e.getProblem());
        return sentence.replaceAll("\\s+", " ").strip();
    }

    /** Every use of an anchor counts. */
    private JsonNode tree(@Nullable Object value, int depth) {
        values++;
        if (values > MOST_VALUES || depth > DEEPEST) {
            throw new YAMLException("a document of at most %d values, in at most %d levels, is accepted"
                    .formatted(MOST_VALUES, DEEPEST));
        }
        return switch (value) {
            case null -> JsonNodeFactory.instance.nullNode();
            case Map<?, ?> map -> object(map, depth);
            case Collection<?> list -> list(list, depth);
            case byte[] bytes -> JsonNodeFactory.instance.textNode(new String(bytes, StandardCharsets.UTF_8));
            case Number number -> JSON.valueToTree(number);
            case Boolean bool -> JsonNodeFactory.instance.booleanNode(bool);
            default -> JsonNodeFactory.instance.textNode(value.toString());
        };
    }

    private ObjectNode object(Map<?, ?> map, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        map.forEach((key, value) -> {
            if (key == null || key instanceof Collection || key instanceof Map) {
                throw new YAMLException("the name of a field is %s: a text is accepted".formatted(key));
            }
            if (object.replace(key.toString(), tree(value, depth + 1)) != null) {
                throw new YAMLException("the field %s is there twice".formatted(key));
            }
        });
        return object;
    }

    private ArrayNode list(Collection<?> elements, int depth) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        elements.forEach(element -> list.add(tree(element, depth + 1)));
        return list;
    }

    /** Which plain texts are more than a text. */
    private static final class LikeKubectl extends Resolver {

        @Override
        public void addImplicitResolver(Tag tag, Pattern pattern, String first, int longest) {
            if (tag.equals(Tag.INT)) {
                super.addImplicitResolver(tag, WHOLE, first, LONGEST_NUMBER);
            } else if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, pattern, first, longest);
            }
        }
    }
}
