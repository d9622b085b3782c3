package io.mpmoperator.headers;

import io.mpmoperator.pattern.ApachePattern;
import io.mpmoperator.pattern.PatternOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One {@code Header} or {@code RequestHeader} directive.
 *
 * @param always whether it is for the fields that error responses have too
 */
public record HeaderRule(boolean always, HeaderAction action, HeaderCondition condition) {

    private static final String ACTIONS =
            "set, setifempty, append, merge, add, unset, edit, edit*, echo and note are accepted";

    /**
     * Reads the arguments of {@code Header}.
     *
     * @throws IllegalArgumentException for anything Apache refuses
     */
    public static HeaderRule header(List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.getFirst().toLowerCase(Locale.ROOT);
        boolean conditional = first.equals("always") || first.equals("onsuccess");
        return parse(first.equals("always"), conditional ? arguments.subList(1, arguments.size()) : arguments);
    }

    /**
     * Reads the arguments of {@code RequestHeader}.
     *
     * @throws IllegalArgumentException for anything Apache refuses
     */
    public static HeaderRule requestHeader(List<String> arguments) {
        HeaderRule rule = parse(false, arguments);
        if (rule.action() instanceof HeaderAction.Echo || rule.action() instanceof HeaderAction.Note) {
            throw new IllegalArgumentException(
                    "'" + arguments.getFirst() + "' is no action of RequestHeader: " + ACTIONS);
        }
        return rule;
    }

    private static HeaderRule parse(boolean always, List<String> arguments) {
        if (arguments.size() < 2) {
            throw new IllegalArgumentException("an argument is missing: an action, a field, a value and a condition are"
                    + " accepted; of the actions " + ACTIONS);
        }
        List<String> rest = new ArrayList<>(arguments.subList(2, arguments.size()));
        HeaderAction action = action(arguments.get(0), name(arguments.get(1)), rest);
        HeaderCondition condition =
                rest.isEmpty() ? new HeaderCondition.Always() : HeaderCondition.parse(rest.removeFirst());
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("'" + rest.getFirst() + "' is one argument too many");
        }
        return new HeaderRule(always, action, condition);
    }

    private static String name(String field) {
        int colon = field.indexOf(':');
        return colon < 0 ? field : field.substring(0, colon);
    }

    /** Takes the arguments of the action off the rest. */
    private static HeaderAction action(String action, String field, List<String> rest) {
        return switch (action.toLowerCase(Locale.ROOT)) {
            case "unset" -> new HeaderAction.Unset(field);
            case "echo" ->
                new HeaderAction.Echo(field, ApachePattern.compile(field, Set.of(PatternOption.IGNORE_CASE)));
            case "edit" -> edit(field, rest, false);
            case "edit*" -> edit(field, rest, true);
            case "set" -> new HeaderAction.Set(field, value(action, rest));
            case "setifempty" -> new HeaderAction.SetIfEmpty(field, value(action, rest));
            case "append" -> new HeaderAction.Append(field, value(action, rest));
            case "merge" -> new HeaderAction.Merge(field, value(action, rest));
            case "add" -> new HeaderAction.Add(field, value(action, rest));
            case "note" -> new HeaderAction.Note(field, value(action, rest));
            default -> throw new IllegalArgumentException("'" + action + "' is no action: " + ACTIONS);
        };
    }

    private static HeaderValue value(String action, List<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("'" + action + "' needs a value: one in quotes is accepted");
        }
        return HeaderValue.parse(rest.removeFirst());
    }

    private static HeaderAction edit(String field, List<String> rest, boolean each) {
        if (rest.size() < 2) {
            throw new IllegalArgumentException("edit needs a pattern and a replacement: both in quotes are accepted");
        }
        ApachePattern pattern = ApachePattern.compile(rest.removeFirst());
        return new HeaderAction.Edit(field, pattern, HeaderValue.parse(rest.removeFirst()), each);
    }

    /** Whether the rule does the same to every response: neither its value nor its condition asks about a request. */
    public boolean isConstant() {
        return condition instanceof HeaderCondition.Always
                && switch (action) {
                    case HeaderAction.Set set -> set.value().isConstant();
                    case HeaderAction.SetIfEmpty set -> set.value().isConstant();
                    case HeaderAction.Append append -> append.value().isConstant();
                    case HeaderAction.Merge merge -> merge.value().isConstant();
                    case HeaderAction.Add add -> add.value().isConstant();
                    case HeaderAction.Edit edit -> edit.replacement().isConstant();
                    case HeaderAction.Unset unset -> true;
                    case HeaderAction.Echo echo -> false;
                    case HeaderAction.Note note -> false;
                };
    }
}
