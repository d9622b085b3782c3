package io.mpmoperator.conf.tree;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Files and variables in memory. */
record TextFiles(Map<String, String> texts, Map<String, String> environment) implements Surroundings {

    static TextFiles of(Map<String, String> texts) {
        return new TextFiles(texts, Map.of());
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    @Override
    public boolean hasModule(String module) {
        return module.equals("mod_headers.c");
    }

    @Override
    public boolean exists(String path) {
        return texts.containsKey(path);
    }

    @Override
    public String text(String path) throws IOException {
        String text = texts.get(path);
        if (text == null) {
            throw new FileNotFoundException(path);
        }
        return text;
    }

    @Override
    public List<String> files(String path) {
        String pattern = path.replace(".", "\\.").replace("*", "[^/]*");
        return new TreeMap<>(texts)
                .keySet().stream().filter(file -> file.matches(pattern)).toList();
    }

    @Override
    public String folder() {
        return "/etc/httpd";
    }
}
