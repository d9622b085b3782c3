package io.mpmoperator.server.management;

import io.mpmoperator.server.management.ServerView.Software;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What is running: written into {@code build.properties} when it was built. */
public final class Build {

    private static final Software SOFTWARE = read();

    private Build() {}

    /** The build that runs. */
    public static Software software() {
        return SOFTWARE;
    }

    private static Software read() {
        Properties properties = new Properties();
        try (InputStream file = Build.class.getResourceAsStream("build.properties")) {
            if (file == null) {
                throw new IllegalStateException("build.properties is missing from the jar");
            }
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Software(properties.getProperty("version"), properties.getProperty("built"));
    }
}
