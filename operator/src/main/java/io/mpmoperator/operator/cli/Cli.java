package io.mpmoperator.operator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.mpmoperator.api.v1alpha1.WebServer;
import io.mpmoperator.footprint.PlanJson;
import io.mpmoperator.footprint.PlanTable;
import io.mpmoperator.operator.plan.Decision;
import io.mpmoperator.operator.plan.PlannedServer;
import io.mpmoperator.operator.plan.Planner;
import io.mpmoperator.operator.resources.DesiredObjects;
import io.mpmoperator.operator.resources.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The commands that need no cluster: exit code 0, or 1 with the reason on standard error. */
public final class Cli {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Planner planner;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    public Cli(Planner planner, InputStream in, PrintStream out, PrintStream err) {
        this.planner = planner;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Runs a command and returns the process's exit code. */
    public int run(List<String> words) {
        try {
            CommandLine line = CommandLine.parse(words);
            switch (line.command()) {
                case HELP -> out.print(CommandLine.USAGE);
                case PLAN -> out.print(plans(plan(line), line.json()));
                case RENDER -> out.print(manifests(plan(line), line.json()));
                case IMPORT -> new ImportCommand(out, err).run(line.files(), line.name());
                case AWAIT -> new Await(PATIENCE).answer(address(line.url()));
            }
            return 0;
        } catch (UsageException e) {
            err.println("mpm-operator: " + e.getMessage());
            return 1;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static URI address(String url) throws UsageException {
        try {
            URI address = new URI(url);
            if (address.getHost() != null && "http".equals(address.getScheme())) {
                return address;
            }
            throw new UsageException("-u %s: http://host:port/path is accepted".formatted(url));
        } catch (URISyntaxException e) {
            throw new UsageException("-u %s: %s".formatted(url, e.getReason()));
        }
    }

    private List<PlannedServer> plan(CommandLine line) throws UsageException {
        List<PlannedServer> servers = new ArrayList<>();
        Planner chosen = line.defaultFlavor().map(planner::withDefaultFlavor).orElse(planner);
        WebServerFile file = WebServerFile.read(line.file(), in);
        for (WebServer webServer : file.webServers()) {
            servers.add(
                    switch (chosen.decide(webServer, file.configMapsBeside(webServer))) {
                        case Decision.Accepted(PlannedServer server) -> server;
                        case Decision.Refused(String reason, String message) ->
                            throw new UsageException("%s: WebServer %s would be refused (%s): %s"
                                    .formatted(
                                            line.file(), webServer.getMetadata().getName(), reason, message));
                    });
        }
        return servers;
    }

    private static String plans(List<PlannedServer> servers, boolean json) throws IOException {
        if (!json) {
            return servers.stream().map(Cli::table).collect(Collectors.joining(System.lineSeparator()));
        }
        if (servers.size() == 1) {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(plan(servers.getFirst()))
                    + System.lineSeparator();
        }
        ArrayNode plans = JsonNodeFactory.instance.arrayNode();
        for (PlannedServer server : servers) {
            plans.addObject()
                    .put("name", server.identity().name())
                    .put("namespace", server.identity().namespace())
                    .set("plan", plan(server));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(plans) + System.lineSeparator();
    }

    private static String table(PlannedServer server) {
        return "%-18s%s%n%-18s%s%n%s"
                .formatted(
                        "webserver",
                        server.identity(),
                        "flavor because",
                        server.flavor().reason(),
                        PlanTable.of(server.plan()));
    }

    private static JsonNode plan(PlannedServer server) throws IOException {
        ObjectNode plan = (ObjectNode) JSON.readTree(PlanJson.of(server.plan()));
        return plan.put("flavorReason", server.flavor().reason());
    }

    private static String manifests(List<PlannedServer> servers, boolean json) throws IOException {
        List<HasMetadata> objects = servers.stream()
                .flatMap(server -> DesiredObjects.of(server).stream())
                .toList();
        if (!json) {
            KubernetesSerialization yaml = new KubernetesSerialization();
            return objects.stream().map(yaml::asYaml).collect(Collectors.joining());
        }
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        objects.stream().map(Json::tree).forEach(items::add);
        JsonNode list = JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", "v1")
                .put("kind", "List")
                .set("items", items);
        return Objects.requireNonNull(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(list))
                + System.lineSeparator();
    }
}
