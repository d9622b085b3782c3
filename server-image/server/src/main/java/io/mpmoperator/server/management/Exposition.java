package io.mpmoperator.server.management;

/**
 * Metrics in Prometheus' text format, version 0.0.4.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 */
final class Exposition {

    /** The format's media type. */
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String PREFIX = "webserver_";

    private final StringBuilder text = new StringBuilder(8192);
    private String family = "";

    /** Begins a metric that goes up and down. */
    Exposition gauge(String name, String help) {
        return begin(name, "gauge", help);
    }

    /** Begins a metric that only goes up. */
    Exposition counter(String name, String help) {
        return begin(name, "counter", help);
    }

    /** Begins a distribution. */
    Exposition histogram(String name, String help) {
        return begin(name, "histogram", help);
    }

    private Exposition begin(String name, String type, String help) {
        family = PREFIX + name;
        text.append("# HELP ").append(family).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(family).append(' ').append(type).append('\n');
        return this;
    }

    /** The value of the metric begun last. */
    Exposition value(String value) {
        text.append(family).append(' ').append(value).append('\n');
        return this;
    }

    /** The value of the metric begun last. */
    Exposition value(long value) {
        return value(Long.toString(value));
    }

    /** Its value, 1 for yes. */
    Exposition value(boolean value) {
        return value(value ? 1 : 0);
    }

    /** A value of the metric begun last, for one label. */
    Exposition value(String label, String labelValue, String value) {
        return sample("", label, labelValue, value);
    }

    /** A value of the metric begun last, for one label. */
    Exposition value(String label, String labelValue, long value) {
        return value(label, labelValue, Long.toString(value));
    }

    /** A constant 1 with two labels. */
    Exposition info(String label, String value, String second, String secondValue) {
        text.append(family).append('{').append(label).append("=\"");
        escape(value);
        text.append("\",").append(second).append("=\"");
        escape(secondValue);
        text.append("\"} 1\n");
        return this;
    }

    /** A part of a histogram: {@code _bucket}. */
    Exposition bucket(String upperBound, long count) {
        return sample("_bucket", "le", upperBound, Long.toString(count));
    }

    /** The other parts of a histogram. */
    Exposition sumAndCount(String sum, long count) {
        text.append(family).append("_sum ").append(sum).append('\n');
        text.append(family).append("_count ").append(count).append('\n');
        return this;
    }

    private Exposition sample(String suffix, String label, String labelValue, String value) {
        text.append(family).append(suffix).append('{').append(label).append("=\"");
        escape(labelValue);
        text.append("\"} ").append(value).append('\n');
        return this;
    }

    private void escape(String labelValue) {
        for (int i = 0; i < labelValue.length(); i++) {
            char c = labelValue.charAt(i);
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
