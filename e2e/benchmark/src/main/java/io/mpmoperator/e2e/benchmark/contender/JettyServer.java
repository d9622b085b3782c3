package io.mpmoperator.e2e.benchmark.contender;

import org.eclipse.jetty.server.AsyncRequestLogWriter;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** The program that {@link Jetty} runs: a folder's files by Jetty's ResourceHandler. */
public final class JettyServer {

    private JettyServer() {}

    /** Words: the port, the folder, the time-out of idle connections in milliseconds, the access log or an empty word for none. */
    public static void main(String[] words) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(words[0]));
        connector.setIdleTimeout(Long.parseLong(words[2]));
        server.addConnector(connector);
        ResourceHandler files = new ResourceHandler();
        files.setBaseResource(ResourceFactory.of(files).newResource(words[1]));
        server.setHandler(files);
        if (!words[3].isEmpty()) {
            server.setRequestLog(
                    new CustomRequestLog(new AsyncRequestLogWriter(words[3]), CustomRequestLog.EXTENDED_NCSA_FORMAT));
        }
        server.start();
        server.join();
    }
}
