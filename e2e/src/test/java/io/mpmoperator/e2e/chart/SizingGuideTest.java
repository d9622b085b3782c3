package io.mpmoperator.e2e.chart;

import io.mpmoperator.footprint.SizingException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SizingGuideTest {

    @Test
    void hasTheTablesOfTheCalibrationThatIsShipped() throws IOException, SizingException {
        GeneratedFile.holds(SizingGuide.path(), SizingGuide.text());
    }
}
