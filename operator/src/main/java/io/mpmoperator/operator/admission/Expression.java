package io.mpmoperator.operator.admission;

import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.projectnessie.cel.Ast;
import org.projectnessie.cel.CEL;
import org.projectnessie.cel.Env;
import org.projectnessie.cel.Env.AstIssuesTuple;
import org.projectnessie.cel.Program;
import org.projectnessie.cel.common.types.Err;
import org.projectnessie.cel.common.types.ref.Val;

/** An expression of CEL that was compiled: a rule of a schema, or the sentence of one that is broken. */
final class Expression {

    private final Program program;
    private final boolean transition;

    private Expression(Program program, boolean transition) {
        this.program = program;
        this.transition = transition;
    }

    /**
     * Compiles a text.
     *
     * @throws IllegalArgumentException for what is no expression, or names what is not there
     */
    static Expression of(String text, Env env) {
        Ast ast = succeeded(env.check(succeeded(env.parse(text), text)), text);
        boolean transition = CEL.astToCheckedExpr(ast).getReferenceMapMap().values().stream()
                .anyMatch(reference -> reference.getName().equals(KubernetesCel.OLD_SELF));
        return new Expression(env.program(ast), transition);
    }

    private static Ast succeeded(AstIssuesTuple result, String text) {
        if (result.hasIssues()) {
            throw new IllegalArgumentException("'%s' is no expression: %s".formatted(text, result.getIssues()));
        }
        return result.getAst();
    }

    /** Whether it compares with what the object was before: such a rule is about updates alone. */
    boolean isTransition() {
        return transition;
    }

    /**
     * Its value for the object that it is about.
     *
     * @throws EvaluationException for what is not there, or of another type than the expression needs
     */
    Object value(@Nullable Object self) throws EvaluationException {
        Map<String, @Nullable Object> variables = Collections.singletonMap(KubernetesCel.SELF, self);
        Val value = program.eval(variables).getVal();
        if (Err.isError(value)) {
            throw new EvaluationException(value.toString());
        }
        return value.value();
    }
}
