package io.mpmoperator.conf;

import java.time.Duration;

/**
 * How HTTP is spoken, with Apache's names.
 *
 * @param timeout how long a read or write of a connection may make no progress
 * @param keepAlive whether a connection may carry more than one request
 * @param keepAliveTimeout how long an idle connection is kept
 * @param maxKeepAliveRequests requests on one connection; 0 is no limit
 * @param limitRequestLine bytes of the request line, else 414
 * @param limitRequestFieldSize bytes of one header field, else 431
 * @param limitRequestFields header fields of a request, else 431; 0 is no limit
 * @param limitRequestBody bytes of a request's body, else 413; 0 is no limit
 */
public record HttpSettings(
        Duration timeout,
        boolean keepAlive,
        Duration keepAliveTimeout,
        int maxKeepAliveRequests,
        int limitRequestLine,
        int limitRequestFieldSize,
        int limitRequestFields,
        long limitRequestBody,
        ReadTimeout requestReadTimeout) {

    public HttpSettings {
        Intervals.require("Timeout", timeout);
        Intervals.require("KeepAliveTimeout", keepAliveTimeout);
        requireAtLeast("MaxKeepAliveRequests", maxKeepAliveRequests, 0);
        requireAtLeast("LimitRequestLine", limitRequestLine, 1);
        requireAtLeast("LimitRequestFieldSize", limitRequestFieldSize, 1);
        requireAtLeast("LimitRequestFields", limitRequestFields, 0);
        requireAtLeast("LimitRequestBody", limitRequestBody, 0);
    }

    /** Apache's defaults. */
    public static HttpSettings defaults() {
        return new HttpSettings(
                Duration.ofSeconds(60),
                true,
                Duration.ofSeconds(5),
                100,
                8190,
                8190,
                100,
                1L << 30,
                ReadTimeout.defaults());
    }

    public HttpSettings withTimeout(Duration timeout) {
        return new HttpSettings(
                timeout,
                keepAlive,
                keepAliveTimeout,
                maxKeepAliveRequests,
                limitRequestLine,
                limitRequestFieldSize,
                limitRequestFields,
                limitRequestBody,
                requestReadTimeout);
    }

    public HttpSettings withKeepAlive(boolean keepAlive) {
        return new HttpSettings(
                timeout,
                keepAlive,
                keepAliveTimeout,
                maxKeepAliveRequests,
                limitRequestLine,
                limitRequestFieldSize,
                limitRequestFields,
                limitRequestBody,
                requestReadTimeout);
    }

    public HttpSettings withKeepAliveTimeout(Duration keepAliveTimeout) {
        return new HttpSettings(
                timeout,
                keepAlive,
                keepAliveTimeout,
                maxKeepAliveRequests,
                limitRequestLine,
                limitRequestFieldSize,
                limitRequestFields,
                limitRequestBody,
                requestReadTimeout);
    }

    public HttpSettings withMaxKeepAliveRequests(int maxKeepAliveRequests) {
        return new HttpSettings(
                timeout,
                keepAlive,
                keepAliveTimeout,
                maxKeepAliveRequests,
                limitRequestLine,
                limitRequestFieldSize,
                limitRequestFields,
                limitRequestBody,
                requestReadTimeout);
    }

    public HttpSettings withLimitRequestLine(int limitRequestLine) {
        return new HttpSettings(
                timeout,
                keepAlive,
                keepAliveTimeout,
                maxKeepAliveRequests,
                limitRequestLine,
                limitRequestFieldSize,
                limitRequestFields,
                limitRequestBody,
                requestReadTimeout);
    }

    public HttpSettings withLimitRequestFieldSize(int limitRequestFieldSize) {
        return new HttpSettings(
                timeout,
                keepAlive,
                keepAliveTimeout,
                maxKeepAliveRequests,
                limitRequestLine,
                limitRequestFieldSize,
                limitRequestFields,
                limitRequestBody,
                requestReadTimeout);
    }

    public HttpSettings withLimitRequestFields(int limitRequestFields) {
        return new HttpSettings(
                timeout,
                keepAlive,
                keepAliveTimeout,
                maxKeepAliveRequests,
                limitRequestLine,
                limitRequestFieldSize,
                limitRequestFields,
                limitRequestBody,
                requestReadTimeout);
    }

    public HttpSettings withLimitRequestBody(long limitRequestBody) {
        return new HttpSettings(
                timeout,
                keepAlive,
                keepAliveTimeout,
                maxKeepAliveRequests,
                limitRequestLine,
                limitRequestFieldSize,
                limitRequestFields,
                limitRequestBody,
                requestReadTimeout);
    }

    public HttpSettings withRequestReadTimeout(ReadTimeout requestReadTimeout) {
        return new HttpSettings(
                timeout,
                keepAlive,
                keepAliveTimeout,
                maxKeepAliveRequests,
                limitRequestLine,
                limitRequestFieldSize,
                limitRequestFields,
                limitRequestBody,
                requestReadTimeout);
    }

    private static void requireAtLeast(String what, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException("%s %d is below %d".formatted(what, value, least));
        }
    }
}
