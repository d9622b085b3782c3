package io.mpmoperator.e2e.benchmark.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProcFileTest {

    @Test
    void readsWhatTheHostHasStolen() {
        String stat = "cpu  4145237 456672 1948564 3473581 12221 0 518569 167595 0 0\ncpu0 1 2 3 4 5 6 7 8 9 10\n";
        assertEquals(1_675_950, ProcFile.stolenMillis(stat));
        assertEquals(0, ProcFile.stolenMillis("cpu  1 2 3 4 5 6 7\n"));
    }

    @Test
    void addsProcessorTimeInBothModesWithThatOfEndedChildren() {
        String stat = "4242 (a (b) c) S 1 4242 4242 0 -1 4194560 900 0 1 0 123 45 6 7 20 0 9 0 8100 2900000 1500\n";
        assertEquals(1810, ProcFile.processorMillis(stat));
    }

    @Test
    void readsTheSoftLimitOfOpenFiles() {
        String limits = """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             94786                94786                processes
                Max open files            1024                 20000                files
                """;
        assertEquals(1024, ProcFile.openFiles(limits));
        assertEquals(Long.MAX_VALUE, ProcFile.openFiles(limits.replace("1024 ", "unlimited ")));
    }
}
