package io.mpmoperator.server.control;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ControllingTerminalTest {

    @Test
    void isThereWhereTheKernelNamesADevice() {
        assertTrue(ControllingTerminal.isIn("7 (java) S 1 7 7 34816 7 4194560 1 2 3"));
    }

    @Test
    void isNotThereWhereTheDeviceIsZero() {
        assertFalse(ControllingTerminal.isIn("7 (java) S 1 7 7 0 -1 4194560 1 2 3"));
    }

    @Test
    void isFoundBehindANameOfAnyKind() {
        assertTrue(ControllingTerminal.isIn("7 (a) S 1 (b) S 1 7 7 34817 -1 0"));
        assertFalse(ControllingTerminal.isIn("7 (a) 5 5 5 5 5) S 1 7 7 0 -1 0"));
    }
}
