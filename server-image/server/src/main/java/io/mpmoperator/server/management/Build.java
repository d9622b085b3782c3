package io.mpmoperator.server.management;

import io.mpmoperator.server.management.ServerView.Software;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** What is running: written into {@code build.properties} when it was built. */
public final class Build {

    private static final String UNKNOWN = "unknown";
    private static final Software SOFTWARE = read();

    private Build() {}

    /** The build that runs. */
    public static Software software() {
        return SOFTWARE;
    }

    /** Unknown where it cannot be read, as by a process that has no descriptor left: that is no reason to end. */
    private static Software read() {
        Properties properties = new Properties();
        try (InputStream file = Build.class.getResourceAsStream("build.properties")) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            System.getLogger(Build.class.getName()).log(System.Logger.Level.DEBUG, "event=build-not-read", e);
        }
        return new Software(properties.getProperty("version", UNKNOWN), properties.getProperty("built", UNKNOWN));
    }
}
