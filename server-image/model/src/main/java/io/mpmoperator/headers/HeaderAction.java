package io.mpmoperator.headers;

import io.mpmoperator.pattern.ApachePattern;
import io.mpmoperator.pattern.Captures;
import io.mpmoperator.pattern.Substitution;

/** What {@code Header} or {@code RequestHeader} does with a field. */
public sealed interface HeaderAction {

    /** The field's name; for echo its pattern. */
    String field();

    /** {@code set}. */
    record Set(String field, HeaderValue value) implements HeaderAction {}

    /** {@code setifempty}. */
    record SetIfEmpty(String field, HeaderValue value) implements HeaderAction {}

    /** {@code append}. */
    record Append(String field, HeaderValue value) implements HeaderAction {}

    /** {@code merge}: appends what is not in the list yet. */
    record Merge(String field, HeaderValue value) implements HeaderAction {}

    /** {@code add}. */
    record Add(String field, HeaderValue value) implements HeaderAction {}

    /** {@code unset}. */
    record Unset(String field) implements HeaderAction {}

    /** {@code edit}, and {@code edit*} for each place that matches. */
    record Edit(String field, ApachePattern pattern, HeaderValue replacement, boolean each) implements HeaderAction {}

    /** {@code echo}: fields of the request whose names a pattern finds. */
    record Echo(String field, ApachePattern names) implements HeaderAction {}

    /** {@code note}: copies the field's value into a note. */
    record Note(String field, HeaderValue note) implements HeaderAction {}

    /** Does it to a header. */
    default void apply(HeaderTable header, HeaderFacts facts, NoteKeeper notes) {
        switch (this) {
            case Set set -> header.set(set.field(), set.value().of(facts));
            case SetIfEmpty set -> setIfEmpty(set, header, facts);
            case Append append -> header.append(append.field(), append.value().of(facts));
            case Merge merge -> merge(merge, header, facts);
            case Add add -> header.add(add.field(), add.value().of(facts));
            case Unset unset -> header.unset(unset.field());
            case Edit edit -> header.edit(edit.field(), value -> edited(edit, value, facts));
            case Echo echo -> echo(echo, header, facts);
            case Note note -> note(note, header, facts, notes);
        }
    }

    /** Where {@code Header note} leaves its notes. */
    @FunctionalInterface
    interface NoteKeeper {
        void note(String name, String value);
    }

    private static void setIfEmpty(SetIfEmpty set, HeaderTable header, HeaderFacts facts) {
        String value = header.get(set.field());
        if (value == null) {
            header.set(set.field(), set.value().of(facts));
        }
    }

    private static void merge(Merge merge, HeaderTable header, HeaderFacts facts) {
        String value = merge.value().of(facts);
        String before = header.get(merge.field());
        if (before == null || !FieldList.has(before, value)) {
            header.append(merge.field(), value);
        }
    }

    private static String edited(Edit edit, String value, HeaderFacts facts) {
        Captures match = edit.pattern().match(value, facts.regexStepLimit());
        if (match == null) {
            return value;
        }
        String replaced = Substitution.parse(edit.replacement().of(facts)).apply(match);
        String rest = value.substring(match.end());
        boolean again = edit.each() && match.end() > 0;
        return value.substring(0, match.start()) + replaced + (again ? edited(edit, rest, facts) : rest);
    }

    private static void echo(Echo echo, HeaderTable header, HeaderFacts facts) {
        for (String name : facts.requestHeaderNames()) {
            String value = echo.names().matches(name) ? facts.requestHeader(name) : null;
            if (value != null) {
                header.add(name, value);
            }
        }
    }

    private static void note(Note note, HeaderTable header, HeaderFacts facts, NoteKeeper notes) {
        String value = header.get(note.field());
        if (value != null) {
            notes.note(note.note().of(facts), value);
        }
    }
}
