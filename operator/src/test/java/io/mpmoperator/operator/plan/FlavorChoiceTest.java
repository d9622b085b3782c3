package io.mpmoperator.operator.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mpmoperator.footprint.Flavor;
import io.mpmoperator.operator.TestPlanner;
import io.mpmoperator.operator.TestWebServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlavorChoiceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {flavor: jvm}                                         | jvm    | jvm    | spec.flavor is jvm
            {flavor: jvm}                                         | native | jvm    | spec.flavor is jvm
            {flavor: native}                                      | jvm    | native | spec.flavor is native
            {flavor: native, image: mine:1}                       | native | native | spec.flavor is native
            {flavor: native, handlers: [{path: /a, className: A}]} | jvm   | native | spec.flavor is native
            {}                                                    | jvm    | jvm    | spec.flavor is absent, and the operator's default is jvm
            {}                                                    | native | native | spec.flavor is absent, and the operator's default is native
            {flavor: null}                                        | native | native | spec.flavor is absent, and the operator's default is native
            {image: ''}                                           | native | native | spec.flavor is absent, and the operator's default is native
            {handlers: []}                                        | native | native | spec.flavor is absent, and the operator's default is native
            {sizing: {concurrency: 20, idleConnections: 5}}       | native | native | spec.flavor is absent, and the operator's default is native
            {content: {configMap: {name: pages}}, tls: {secretName: cert}, logging: {accessLog: {}}} | native | native | spec.flavor is absent, and the operator's default is native
            {image: mine:1}                                       | native | jvm    | spec.flavor is absent, and the default native is not taken beside spec.image
            {handlers: [{path: /a, className: A}]}                | native | jvm    | spec.flavor is absent, and the default native is not taken beside spec.handlers
            {handlerJars: {configMap: {name: jars}}}              | native | jvm    | spec.flavor is absent, and the default native is not taken beside spec.handlerJars
            {sizing: {concurrency: 20, handler: {heap: 1Mi}}}     | native | jvm    | spec.flavor is absent, and the default native is not taken beside spec.sizing.handler
            {sizing: {handler: {}}}                               | native | jvm    | spec.flavor is absent, and the default native is not taken beside spec.sizing.handler
            {image: mine:1, handlers: [{path: /a, className: A}]} | native | jvm    | spec.flavor is absent, and the default native is not taken beside spec.handlers and spec.image
            {image: mine:1}                                       | jvm    | jvm    | spec.flavor is absent, and the operator's default is jvm
            """)
    void isWhatIsWrittenAndElseTheDefaultWhereNothingIsOfAJvm(
            String spec, String otherwise, String flavor, String reason) throws RefusedException {
        FlavorChoice choice = FlavorChoice.of(
                TestWebServers.of(spec).getSpec(), Flavor.of(otherwise).orElseThrow());

        assertEquals(new FlavorChoice(Flavor.of(flavor).orElseThrow(), reason), choice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graal", "JVM", "''", "' native'"})
    void refusesOthersByName(String text) {
        RefusedException refused = assertThrows(
                RefusedException.class,
                () -> FlavorChoice.of(TestWebServers.of("flavor: " + text).getSpec(), Flavor.NATIVE));

        assertEquals(
                "spec.flavor '%s' is no flavor: jvm or native".formatted(text.replace("'", "")), refused.getMessage());
    }

    /** The plan, the image and the configuration are of the one flavor that was chosen. */
    @ParameterizedTest
    @EnumSource(Flavor.class)
    void isThatOfAllThatIsPlanned(Flavor flavor) {
        PlannedServer server = planned("mpm: {mode: event}", flavor);

        assertEquals(flavor, server.plan().flavor());
        assertEquals(flavor == Flavor.JVM ? TestPlanner.IMAGE : TestPlanner.IMAGE + "-native", server.image());
    }

    /** A WebServer of an older version has jvm stored: nothing that is planned for it depends on the default. */
    @Test
    void staysWhatIsStored() {
        String stored = "flavor: jvm\nmpm: {mode: event}\n";

        assertEquals(planned(stored, Flavor.JVM), planned(stored, Flavor.NATIVE));
    }

    private static PlannedServer planned(String spec, Flavor defaultFlavor) {
        return assertInstanceOf(
                        Decision.Accepted.class,
                        TestPlanner.create(defaultFlavor).decide(TestWebServers.of(spec)))
                .server();
    }
}
