package io.mpmoperator.operator.admission;

import com.google.api.expr.v1alpha1.Decl;
import io.mpmoperator.api.v1alpha1.DurationText;
import java.util.Arrays;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.projectnessie.cel.EnvOption;
import org.projectnessie.cel.Library;
import org.projectnessie.cel.ProgramOption;
import org.projectnessie.cel.checker.Checker;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.common.types.DurationT;
import org.projectnessie.cel.common.types.Err;
import org.projectnessie.cel.common.types.StringT;
import org.projectnessie.cel.common.types.ref.Val;
import org.projectnessie.cel.interpreter.functions.Overload;
import org.projectnessie.cel.parser.Macro;

/**
 * CEL as rules of a schema find it in an API server: the standard, the variables {@code self} and {@code oldSelf}, lengths of
 * time as Go writes them, and of Kubernetes' own functions those that the rules of this API call: {@code format}.
 */
final class KubernetesCel implements Library {

    static final String SELF = "self";
    static final String OLD_SELF = "oldSelf";

    private static final String DURATION = "duration";
    private static final String FORMAT = "format";

    @Override
    public List<EnvOption> getCompileOptions() {
        Decl format = Decls.newFunction(
                FORMAT,
                Decls.newInstanceOverload(
                        "string_format", List.of(Decls.String, Decls.newListType(Decls.Dyn)), Decls.String));
        return List.of(
                EnvOption.declarations(Checker.StandardDeclarations),
                EnvOption.declarations(Decls.newVar(SELF, Decls.Dyn), Decls.newVar(OLD_SELF, Decls.Dyn), format),
                EnvOption.macros(Macro.AllMacros));
    }

    @Override
    public List<ProgramOption> getProgramOptions() {
        Stream<Overload> standard =
                Arrays.stream(Overload.standardOverloads()).filter(overload -> !overload.operator.equals(DURATION));
        Stream<Overload> own = Stream.of(
                Overload.unary(DURATION, KubernetesCel::duration), Overload.binary(FORMAT, KubernetesCel::format));
        return List.of(ProgramOption.functions(Stream.concat(standard, own).toArray(Overload[]::new)));
    }

    /** The library's own takes neither {@code 0} nor milliseconds. Here is taken what the API's fields take. */
    private static Val duration(Val text) {
        return DurationText.parse(String.valueOf(text.value()))
                .<Val>map(DurationT::durationOf)
                .orElseGet(() -> Err.newErr("'%s' is not a valid duration", text.value()));
    }

    /** {@code %s}, {@code %d}, {@code %f} and {@code %%} mean the same in Java. */
    private static Val format(Val format, Val values) {
        Object[] natives = values.convertToNative(Object[].class);
        try {
            return StringT.stringOf(String.format(Locale.ROOT, String.valueOf(format.value()), natives));
        } catch (IllegalFormatException e) {
            return Err.newErr("'%s' cannot be formatted: %s", format.value(), e.getMessage());
        }
    }
}
