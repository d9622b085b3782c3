package io.mpmoperator.server.control;

import io.mpmoperator.conf.WebServerConf;
import io.mpmoperator.footprint.SizingPlan;
import io.mpmoperator.mpm.MpmSettings;
import io.mpmoperator.server.nativecalls.SocketQueues;
import io.mpmoperator.server.tls.StoredIdentities;

/**
 * A configuration and the children that were started with it.
 *
 * @param number how many restarts there were before it
 * @param sha256 the hash of the configuration file's text
 * @param certificates with their keys, which its children fall back to when the files cannot be used
 * @param plan the numbers in force and the JVM options that follow from them
 */
record Generation(int number, WebServerConf conf, Sha256 sha256, StoredIdentities certificates, SizingPlan plan) {

    static Generation of(int number, Configuration.Read read) {
        return new Generation(number, read.conf(), read.sha256(), read.certificates(), read.plan());
    }

    MpmSettings settings() {
        return plan.settings();
    }

    SocketQueues queues() {
        return new SocketQueues(settings().listenBacklog(), conf.workload().receiveBufferBytes());
    }
}
