package io.mpmoperator.expression;

import io.mpmoperator.address.IpAddress;
import io.mpmoperator.pattern.Captures;

/** One evaluation of an expression: what the last match held is its only state. */
final class Evaluation {

    private final Facts facts;
    private Captures captures;

    Evaluation(Facts facts, Captures captures) {
        this.facts = facts;
        this.captures = captures;
    }

    Captures captures() {
        return captures;
    }

    boolean test(Condition condition) {
        return switch (condition) {
            case Condition.Constant constant -> constant.value();
            case Condition.Not not -> !test(not.condition());
            case Condition.And and -> test(and.left()) && test(and.right());
            case Condition.Or or -> test(or.left()) || test(or.right());
            case Condition.TextComparison c -> c.order().holds(text(c.left()).compareTo(text(c.right())));
            case Condition.NumberComparison c ->
                c.order().holds(Long.compare(LeadingNumber.of(text(c.left())), LeadingNumber.of(text(c.right()))));
            case Condition.Match match -> matches(match);
            case Condition.In in -> isIn(in);
            case Condition.InNetwork in ->
                IpAddress.parse(text(in.address()))
                        .filter(in.network()::contains)
                        .isPresent();
            case Condition.GlobMatch match -> match.pattern().matches(text(match.subject()));
            case Condition.Test test -> test.test().holds(text(test.word()), facts);
        };
    }

    private boolean matches(Condition.Match match) {
        Captures found = match.pattern().match(text(match.subject()), facts.regexStepLimit());
        if (found == null) {
            return false;
        }
        captures = found;
        return true;
    }

    private boolean isIn(Condition.In in) {
        String subject = text(in.subject());
        return in.words().stream().anyMatch(word -> text(word).equals(subject));
    }

    String text(Word word) {
        return switch (word) {
            case Word.Literal literal -> literal.text();
            case Word.Variable variable -> variable.name().of(facts);
            case Word.Capture capture -> captures.group(capture.group());
            case Word.Call call -> call.function().apply(text(call.argument()), facts);
            case Word.Joined joined -> text(joined);
        };
    }

    private String text(Word.Joined joined) {
        StringBuilder out = new StringBuilder();
        joined.words().forEach(word -> out.append(text(word)));
        return out.toString();
    }
}
