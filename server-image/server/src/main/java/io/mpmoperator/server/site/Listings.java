package io.mpmoperator.server.site;

import io.mpmoperator.server.http.Content;
import io.mpmoperator.server.http.Response;
import io.mpmoperator.url.PercentEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** The page that lists the files of a folder: Options Indexes. */
final class Listings {

    private static final int MOST = 10_000;

    private Listings() {}

    /** The page of a folder; files whose names begin with a dot are left out. */
    static Response of(Url url, Path folder) throws IOException {
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html><head><title>Index of ")
                .append(escaped(url.path()))
                .append("</title></head>\n<body><h1>Index of ")
                .append(escaped(url.path()))
                .append("</h1>\n<ul>");
        if (!url.names().isEmpty()) {
            item("../", "Parent Directory", page);
        }
        for (String name : names(folder)) {
            item(PercentEncoding.SEGMENT.encode(name.replace("/", "")) + (name.endsWith("/") ? "/" : ""), name, page);
        }
        page.append("</ul>\n</body></html>\n");
        HttpFields fields = HttpFields.build()
                .add(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8")
                .asImmutable();
        return Response.of(200, fields, new Content.Memory(page.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void item(String link, String text, StringBuilder page) {
        page.append("<li><a href=\"")
                .append(escaped(link))
                .append("\"> ")
                .append(escaped(text))
                .append("</a></li>\n");
    }

    private static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (!name.startsWith(".") && names.size() < MOST) {
                    names.add(Files.isDirectory(file) ? name + "/" : name);
                }
            }
        }
        names.sort(null);
        return names;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
