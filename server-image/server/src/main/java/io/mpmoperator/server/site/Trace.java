package io.mpmoperator.server.site;

import java.util.function.Supplier;

/** Hears of the steps of a walk. */
interface Trace {

    /** Hears of none. */
    Trace NONE = new Trace() {

        @Override
        public void step(Supplier<String> text) {}

        @Override
        public void at(Place place, Url url) {}
    };

    /** Something was decided, as a sentence or less. */
    void step(Supplier<String> text);

    /** A URL has led to a place; a later one takes its place. */
    void at(Place place, Url url);
}
