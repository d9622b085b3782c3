package io.mpmoperator.tools.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.ConfException;
import io.mpmoperator.conf.ConfReader;
import io.mpmoperator.conf.tree.Surroundings;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuledSiteTest {

    @Test
    void growsByTheSameWithEachGroup() {
        int perGroup = RuledSite.directives(1) - RuledSite.directives(0);
        assertTrue(perGroup > 5, () -> perGroup + " directives");
        assertEquals(RuledSite.directives(0) + 20 * perGroup, RuledSite.directives(20));
        assertEquals(RuledSite.tree(20), RuledSite.ofDirectives(RuledSite.directives(20)));
    }

    @Test
    void saysOnlyWhatIsInForce() throws ConfException {
        assertEquals(
                List.of(),
                ConfReader.read("site.conf", RuledSite.tree(3).text(), Surroundings.none())
                        .remarks());
    }
}
