package io.mpmoperator.operator.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "1023,1023", "1024,1Ki", "1536,1536", "536870912,512Mi", "1073741824,1Gi"})
    void takesTheLargestUnitThatDivides(long bytes, String text) {
        assertEquals(text, Quantities.text(bytes));
        assertEquals(
                bytes, Quantity.getAmountInBytes(Quantities.quantity(bytes)).longValueExact());
    }
}
