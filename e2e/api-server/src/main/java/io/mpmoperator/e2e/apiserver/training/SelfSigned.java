package io.mpmoperator.e2e.apiserver.training;

import java.io.IOException;
import java.nio.file.Path;

/** A certificate for one day and for 127.0.0.1, by the {@code keytool} of this JDK. */
final class SelfSigned {

    static final String PASSWORD = "training";

    private SelfSigned() {}

    /** Writes a key store of the format PKCS 12. */
    static void write(Path store) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove("JDK_JAVA_OPTIONS");
        int exit = builder.start().waitFor();
        if (exit != 0) {
            throw new IOException("keytool ended with " + exit);
        }
    }
}
