package io.mpmoperator.server.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mpmoperator.conf.HttpSettings;

/** Any bytes at all as a head: what the quick reader takes, Jetty's parser reads in the same way. */
class PlainHeadFuzzTest {

    private static final byte[] NOTHING = {};
    private static final byte[] OTHERS = "GET / HTTP".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @FuzzTest(maxDuration = "15s")
    void takesNothingThatTheParserReadsOtherwise(byte[] bytes) {
        new PlainHeadOracle(HttpSettings.defaults()).agrees(NOTHING, bytes);
        new PlainHeadOracle(Reading.LIMITS).agrees(OTHERS, bytes);
    }
}
