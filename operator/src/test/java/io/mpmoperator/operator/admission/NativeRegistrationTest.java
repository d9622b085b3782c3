package io.mpmoperator.operator.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.expr.v1alpha1.CheckedExpr;
import com.google.api.expr.v1alpha1.Decl;
import com.google.api.expr.v1alpha1.ParsedExpr;
import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.BytesValue;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DoubleValue;
import com.google.protobuf.Duration;
import com.google.protobuf.Empty;
import com.google.protobuf.FloatValue;
import com.google.protobuf.Int32Value;
import com.google.protobuf.Int64Value;
import com.google.protobuf.Message;
import com.google.protobuf.ProtocolMessageEnum;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.UInt64Value;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A native executable has the methods alone that are registered, and says so at the first rule that it compiles. */
class NativeRegistrationTest {

    private static final String FILE = "/META-INF/native-image/io.mpmoperator/mpm-operator/reflect-config.json";

    /** The messages of CEL, the types that it knows of itself, and the options of a field, of which its type checker asks. */
    private static final List<Class<?>> ROOTS = List.of(
            CheckedExpr.class,
            ParsedExpr.class,
            Decl.class,
            Struct.class,
            Any.class,
            Empty.class,
            Duration.class,
            Timestamp.class,
            BoolValue.class,
            BytesValue.class,
            DoubleValue.class,
            FloatValue.class,
            Int32Value.class,
            Int64Value.class,
            StringValue.class,
            UInt32Value.class,
            UInt64Value.class,
            DescriptorProtos.FieldOptions.class);

    @Test
    void everyMessageThatRulesReachHasItsMethodsRegistered() throws IOException {
        Set<String> reached = new TreeSet<>();
        ROOTS.forEach(type -> reach(type, reached));
        try (InputStream in = NativeRegistrationTest.class.getResourceAsStream(FILE)) {
            JsonNode registered = new ObjectMapper().readTree(Objects.requireNonNull(in, FILE));
            registered.forEach(type -> assertTrue(type.path("allPublicMethods").asBoolean(), type::toString));
            Set<String> names = new TreeSet<>(StreamSupport.stream(registered.spliterator(), false)
                    .map(type -> type.path("name").asText())
                    .toList());
            assertEquals(String.join("\n", reached), String.join("\n", names));
        }
    }

    /** What the methods of a message return is a message, its builder or an enum that Protocol Buffers may look into as well. */
    private static void reach(Class<?> type, Set<String> reached) {
        if (reached.add(type.getName())) {
            for (Method method : type.getMethods()) {
                if (isRead(method.getReturnType())) {
                    reach(method.getReturnType(), reached);
                }
            }
        }
    }

    private static boolean isRead(Class<?> type) {
        return !type.isInterface()
                && !Modifier.isAbstract(type.getModifiers())
                && (Message.class.isAssignableFrom(type)
                        || Message.Builder.class.isAssignableFrom(type)
                        || ProtocolMessageEnum.class.isAssignableFrom(type));
    }
}
