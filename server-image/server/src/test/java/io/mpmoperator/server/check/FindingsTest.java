package io.mpmoperator.server.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.tree.Position;
import io.mpmoperator.conf.tree.Remark;
import io.mpmoperator.mpm.Adjustment;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private static final Findings FINDINGS = new Findings(
            List.of(new Adjustment("lowered", "ThreadsPerChild 25 is \"too many\"")),
            List.of(
                    new Remark(new Position("a.conf", 3), Remark.Kind.WITHOUT_EFFECT, "User is without effect"),
                    new Remark(new Position("a.conf", 4), Remark.Kind.ADJUSTED, "Timeout is in force as it is here")));

    @Test
    void areCommentsBehindTheSettings() {
        assertEquals("""
                # adjusted lowered: ThreadsPerChild 25 is "too many"
                # without effect a.conf:3: User is without effect
                # adjusted a.conf:4: Timeout is in force as it is here
                """, FINDINGS.text());
    }

    @Test
    void areOneJsonObject() {
        assertEquals("""
                {"accepted": true, "adjusted": [
                  {"code": "lowered", "message": "ThreadsPerChild 25 is \\"too many\\""},
                  {"at": "a.conf:4", "message": "Timeout is in force as it is here"}
                ], "withoutEffect": [
                  {"at": "a.conf:3", "message": "User is without effect"}
                ]}
                """, FINDINGS.json());
    }

    @Test
    void areEmptyWhereAllIsInForce() {
        Findings none = new Findings(List.of(), List.of());

        assertTrue(none.isEmpty());
        assertFalse(FINDINGS.isEmpty());
        assertEquals("{\"accepted\": true, \"adjusted\": [], \"withoutEffect\": []}\n", none.json());
    }

    @Test
    void aRefusalIsAnObjectToo() {
        assertEquals(
                "{\"accepted\": false, \"refused\": \"a.conf:1: no\\\\u000a\"}\n".replace("\\\\", "\\"),
                Findings.refused("a.conf:1: no\n"));
    }
}
