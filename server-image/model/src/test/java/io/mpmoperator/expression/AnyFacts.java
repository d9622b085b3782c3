package io.mpmoperator.expression;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a test says about a request. */
public final class AnyFacts implements Facts {

    private final Map<ServerVariable, String> variables = new EnumMap<>(ServerVariable.class);
    private final Map<String, String> header = new HashMap<>();
    private final Map<String, String> responseHeader = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private Set<String> files = Set.of();
    private Set<String> folders = Set.of();

    public AnyFacts with(ServerVariable variable, String value) {
        variables.put(variable, value);
        return this;
    }

    public AnyFacts withHeader(String name, String value) {
        header.put(name.toLowerCase(Locale.ROOT), value);
        return this;
    }

    public AnyFacts withResponseHeader(String name, String value) {
        responseHeader.put(name.toLowerCase(Locale.ROOT), value);
        return this;
    }

    public AnyFacts withEnvironment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public AnyFacts withFiles(String... paths) {
        files = Set.of(paths);
        return this;
    }

    public AnyFacts withFolders(String... paths) {
        folders = Set.of(paths);
        return this;
    }

    @Override
    public String variable(ServerVariable variable) {
        return variables.getOrDefault(variable, "");
    }

    @Override
    public @Nullable String requestHeader(String name) {
        return header.get(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public List<String> requestHeaderNames() {
        return header.keySet().stream().sorted().toList();
    }

    @Override
    public @Nullable String responseHeader(String name) {
        return responseHeader.get(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public @Nullable String environment(String name) {
        return environment.get(name);
    }

    @Override
    public ZonedDateTime time() {
        return ZonedDateTime.of(2026, 11, 29, 7, 8, 9, 0, ZoneOffset.ofHours(1));
    }

    @Override
    public FileFacts files() {
        return new FileFacts() {
            @Override
            public boolean isFile(String path) {
                return files.contains(path);
            }

            @Override
            public boolean isFolder(String path) {
                return folders.contains(path);
            }

            @Override
            public boolean isLink(String path) {
                return false;
            }

            @Override
            public long size(String path) {
                return files.contains(path) ? 5 : -1;
            }

            @Override
            public boolean isExecutable(String path) {
                return false;
            }
        };
    }
}
