package io.mpmoperator.e2e.benchmark.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class KernelCallsTest {

    private static final String COUNTED = """
            245012;;raw_syscalls:sys_enter;4001234;100.00;;
            45010;;syscalls:sys_enter_epoll_wait;4001234;100.00;;
            2;;syscalls:sys_enter_epoll_pwait;4001234;100.00;;
            <not counted>;;syscalls:sys_enter_futex;0;100.00;;
            """;

    @Test
    void tellsWhatWaitsFromWhatDoesSomething() {
        KernelCalls calls = KernelCalls.parse(COUNTED);

        assertEquals(new KernelCalls(245_012, 45_012, 0), calls);
        assertEquals(200_000, calls.besidesWaits());
    }

    @Test
    void refusesWhatSaysNothingOfACall() {
        assertThrows(IllegalArgumentException.class, () -> KernelCalls.parse("event syntax error"));
        assertThrows(
                IllegalArgumentException.class,
                () -> KernelCalls.parse(COUNTED.replace("<not counted>", "<not supported>")));
    }
}
