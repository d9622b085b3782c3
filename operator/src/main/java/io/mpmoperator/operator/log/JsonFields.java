package io.mpmoperator.operator.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Gives the JSON object of a line of the operator's own a field for each field of the line, beside the record's own: its
 * message is the line as text. All values are strings, so that a field has one type whatever it holds. A field whose name
 * the object has already, as {@code message}, is called {@code field_} and its name.
 */
final class JsonFields extends ExtFormatter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OWN = "io.mpmoperator.";
    private static final String CLASH = "field_";

    private final ExtFormatter objects;

    /** On top of a formatter that writes a record as a JSON object. */
    JsonFields(ExtFormatter objects) {
        this.objects = objects;
    }

    /** Whether a record is of the operator and not of a library. */
    static boolean isOwn(ExtLogRecord record) {
        return record.getLoggerName() != null && record.getLoggerName().startsWith(OWN);
    }

    @Override
    public String format(ExtLogRecord record) {
        String object = objects.format(record);
        List<LogLine.Field> fields = isOwn(record) ? LogLine.fields(formatMessage(record)) : List.of();
        return fields.isEmpty() ? object : with(fields, object);
    }

    private static String with(List<LogLine.Field> fields, String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node instanceof ObjectNode object ? written(object, fields) : text;
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private static String written(ObjectNode object, List<LogLine.Field> fields) {
        fields.forEach(field -> object.put(free(field.key(), object), field.value()));
        return object + "\n";
    }

    private static String free(String name, ObjectNode object) {
        String free = name;
        while (object.has(free)) {
            free = CLASH + free;
        }
        return free;
    }

    @Override
    public boolean isCallerCalculationRequired() {
        return objects.isCallerCalculationRequired();
    }
}
