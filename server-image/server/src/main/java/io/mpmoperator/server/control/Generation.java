package io.mpmoperator.server.control;

import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.footprint.SizingPlan;
import io.mpmoperator.mpm.MpmSettings;

/**
 * A configuration and the children that were started with it.
 *
 * @param number how many restarts there were before it
 * @param plan the numbers in force and the JVM options that follow from them
 */
record Generation(int number, WebServerConf conf, SizingPlan plan) {

    MpmSettings settings() {
        return plan.settings();
    }
}
