package io.mpmoperator.operator.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.mpmoperator.api.schema.OneOf;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.api.v1alpha1.WebServerSpec;
import io.mpmoperator.api.v1alpha1.WebServerStatus;
import io.mpmoperator.conf.ConfWriter;
import io.mpmoperator.operator.TestPlanner;
import io.mpmoperator.operator.TestWebServers;
import io.mpmoperator.operator.resources.DesiredObjects;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An empty list is not an absent one where the API says so, on the way that an object really takes: read from the API server,
 * then written and read again as the SDK clones what its informers hold.
 */
class EmptyAndAbsentTest {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                               | [Ingress]         | 2 | 0
            {egress: []}                     | [Ingress, Egress] | 2 | 0
            {egress: [{}]}                   | [Ingress, Egress] | 2 | 1
            {from: []}                       | [Ingress]         | 1 | 0
            {managementFrom: []}             | [Ingress]         | 1 | 0
            {from: [], managementFrom: [], egress: []} | [Ingress, Egress] | 0 | 0
            """)
    void nobodyIsNotEverybody(String policy, String types, int ingressRules, int egressRules) {
        NetworkPolicy made = made("networkPolicy: " + policy, NetworkPolicy.class);

        assertEquals(types, made.getSpec().getPolicyTypes().toString());
        assertEquals(ingressRules, made.getSpec().getIngress().size());
        assertEquals(egressRules, made.getSpec().getEgress().size());
    }

    @Test
    void whereNobodyMaySendRequestsTheManagementPortIsStillRead() {
        NetworkPolicy made = made("networkPolicy: {from: []}", NetworkPolicy.class);

        assertEquals(
                "management",
                made.getSpec()
                        .getIngress()
                        .getFirst()
                        .getPorts()
                        .getFirst()
                        .getPort()
                        .getStrVal());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                         | DirectoryIndex index.html
            directoryIndex: []         | DirectoryIndex disabled
            directoryIndex: [home.htm] | DirectoryIndex home.htm
            """)
    void noIndexIsNotTheUsualOne(String index, String directive) {
        String conf = ConfWriter.write(
                planned("content: {configMap: {name: pages}%s}".formatted(index.isEmpty() ? "" : ", " + index))
                        .conf());

        assertTrue(conf.lines().anyMatch(directive::equals), conf);
    }

    @Test
    void noHostsAreAllHosts() {
        assertEquals(made("ingress: {}", Ingress.class), made("ingress: {hosts: []}", Ingress.class));
    }

    @Test
    void anEmptyTextIsAnAbsentOne() {
        assertEquals(
                made("ingress: {}", Ingress.class), made("ingress: {className: '', tlsSecretName: ''}", Ingress.class));
        assertEquals(TestPlanner.IMAGE, planned("image: ''").image());
    }

    /** Every list, map and text of the API comes back as it went; no text of a status is empty. */
    @TestFactory
    Stream<DynamicTest> comesBackAsItWent() {
        Set<Class<?>> written = reachable(WebServerSpec.class, new LinkedHashSet<>());
        return Stream.concat(
                written.stream().flatMap(type -> roundTrips(type, component -> true)),
                reachable(WebServerStatus.class, new LinkedHashSet<>()).stream()
                        .flatMap(type -> roundTrips(type, component -> component.getType() != String.class)));
    }

    /** What an empty list or map means is in the field's description. */
    @TestFactory
    Stream<DynamicTest> isDescribed() {
        return reachable(WebServerSpec.class, new LinkedHashSet<>()).stream()
                .flatMap(type -> Stream.of(type.getRecordComponents()))
                .filter(EmptyAndAbsentTest::mayBeEmpty)
                .filter(component -> component.getType() != String.class)
                .map(component -> DynamicTest.dynamicTest(
                        name(component),
                        () -> assertTrue(
                                description(component).contains("an empty "), () -> "an empty one is not described")));
    }

    private static Stream<DynamicTest> roundTrips(Class<?> type, Predicate<RecordComponent> which) {
        return Stream.of(type.getRecordComponents())
                .filter(EmptyAndAbsentTest::mayBeEmpty)
                .filter(which)
                .map(component -> DynamicTest.dynamicTest(name(component), () -> {
                    Object read = JSON.unmarshal("{\"%s\": %s}".formatted(component.getName(), empty(component)), type);
                    assertEquals(read, JSON.unmarshal(JSON.asJson(read), type));
                }));
    }

    private static boolean mayBeEmpty(RecordComponent component) {
        boolean container = component.getType() == List.class || component.getType() == Map.class;
        Size size = field(component).getAnnotation(Size.class);
        boolean checked = component.isAnnotationPresent(OneOf.class)
                || field(component).isAnnotationPresent(Pattern.class)
                || (size != null && size.min() > 0);
        return (container || component.getType() == String.class) && !checked;
    }

    private static String empty(RecordComponent component) {
        return component.getType() == List.class ? "[]" : component.getType() == Map.class ? "{}" : "\"\"";
    }

    private static Set<Class<?>> reachable(Class<?> type, Set<Class<?>> found) {
        if (type.isRecord() && type.getPackage().equals(WebServerSpec.class.getPackage()) && found.add(type)) {
            for (RecordComponent component : type.getRecordComponents()) {
                reachable(component.getType(), found);
                if (component.getGenericType() instanceof ParameterizedType generic) {
                    for (Type argument : generic.getActualTypeArguments()) {
                        if (argument instanceof Class<?> element) {
                            reachable(element, found);
                        }
                    }
                }
            }
        }
        return found;
    }

    private static String name(RecordComponent component) {
        return component.getDeclaringRecord().getSimpleName() + "." + component.getName();
    }

    private static String description(RecordComponent component) {
        return field(component)
                .getAnnotation(JsonPropertyDescription.class)
                .value()
                .replace("An empty ", "an empty ");
    }

    private static Field field(RecordComponent component) {
        try {
            return component.getDeclaringRecord().getDeclaredField(component.getName());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T made(String field, Class<T> type) {
        return DesiredObjects.of(planned(field)).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private static PlannedServer planned(String field) {
        WebServer read = TestWebServers.of("mpm: {mode: event}\n%s\n".formatted(field));
        WebServer cloned = JSON.clone(read);
        return assertInstanceOf(Decision.Accepted.class, TestPlanner.create().decide(cloned))
                .server();
    }
}
