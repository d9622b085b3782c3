package io.mpmoperator.conf;

import java.time.Duration;

/**
 * How long a client may take to send a request before it is answered 408: directive {@code RequestReadTimeout}.
 *
 * @param headerInitial time for the request head; zero is no limit
 * @param headerMax what the time for the head grows to as data arrives; zero is no limit, and with a headerMinRate of 0
 *     it is headerInitial
 * @param headerMinRate bytes that extend the time for the head by a second; 0 extends nothing
 * @param bodyInitial time for the body; zero is no limit
 * @param bodyMinRate bytes that extend the time for the body by a second; 0 extends nothing
 */
public record ReadTimeout(
        Duration headerInitial, Duration headerMax, int headerMinRate, Duration bodyInitial, int bodyMinRate) {

    public ReadTimeout {
        Intervals.require("RequestReadTimeout header", headerInitial);
        Intervals.require("RequestReadTimeout header maximum", headerMax);
        Intervals.require("RequestReadTimeout body", bodyInitial);
        if (headerMinRate < 0 || bodyMinRate < 0) {
            throw new IllegalArgumentException("RequestReadTimeout MinRate is below 0");
        }
        if (headerMinRate == 0 && !headerMax.equals(headerInitial)) {
            throw new IllegalArgumentException(
                    "RequestReadTimeout header has a maximum and no MinRate that extends it: 1 or more is accepted");
        }
        if (!headerMax.isZero() && headerMax.compareTo(headerInitial) < 0) {
            throw new IllegalArgumentException("RequestReadTimeout header has a maximum %s below its start %s"
                    .formatted(Intervals.format(headerMax), Intervals.format(headerInitial)));
        }
    }

    /** Apache's: {@code header=20-40,MinRate=500 body=20,MinRate=500}. */
    public static ReadTimeout defaults() {
        return new ReadTimeout(Duration.ofSeconds(20), Duration.ofSeconds(40), 500, Duration.ofSeconds(20), 500);
    }
}
