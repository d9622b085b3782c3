package io.mpmoperator.conf;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Position;
import io.mpmoperator.conf.tree.Remark;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.logformat.CustomLog;
import io.mpmoperator.logformat.LogFormats;
import java.util.ArrayList;
import java.util.List;

/** What the directives for logs do in another way than they may be meant. */
final class LogRemarks {

    private final List<Remark> remarks = new ArrayList<>();

    private LogRemarks() {}

    /** Of a configuration whose lines were checked. */
    static List<Remark> of(List<Node> nodes) {
        LogRemarks found = new LogRemarks();
        found.host(nodes, LogFormats.NONE);
        nodes.forEach(node -> found.levels(node, true));
        return found.remarks;
    }

    private void host(List<Node> nodes, LogFormats before) {
        LogFormats formats = before;
        for (Node node : nodes) {
            if (node instanceof Line line && line.name().equalsIgnoreCase("LogFormat")) {
                formats = formats.and(LogFormats.parse(line.arguments()));
            }
        }
        for (Node node : nodes) {
            if (node instanceof Line line && line.name().equalsIgnoreCase(LogDirectives.CUSTOM_LOG)) {
                name(line, formats);
            } else if (node instanceof Section section && SectionType.VIRTUAL_HOST_SECTION.is(section)) {
                host(section.children(), formats);
            }
        }
    }

    private void name(Line line, LogFormats formats) {
        String format = line.arguments().get(1);
        if (!CustomLog.isFormat(format) && !formats.has(format)) {
            add(
                    line.at(),
                    Remark.Kind.ADJUSTED,
                    "CustomLog: no LogFormat is named %1$s: each line is the text %1$s"
                            .formatted(ConfException.shortened(format)));
        }
    }

    private void levels(Node node, boolean ofHost) {
        switch (node) {
            case Line line -> {
                if (line.name().equalsIgnoreCase(LogDirectives.LOG_LEVEL)) {
                    level(line, ofHost);
                }
            }
            case Section section ->
                section.children().forEach(child -> levels(child, SectionType.VIRTUAL_HOST_SECTION.is(section)));
        }
    }

    private void level(Line line, boolean ofHost) {
        if (!ofHost) {
            add(
                    line.at(),
                    Remark.Kind.WITHOUT_EFFECT,
                    "LogLevel of a section is without effect: one level is in force for the whole server");
        }
        line.arguments().stream()
                .filter(word -> word.indexOf(':') >= 0)
                .forEach(word -> add(
                        line.at(),
                        Remark.Kind.WITHOUT_EFFECT,
                        "LogLevel %s is without effect: there are no events of single modules"
                                .formatted(ConfException.shortened(word))));
    }

    private void add(Position at, Remark.Kind kind, String message) {
        remarks.add(new Remark(at, kind, message));
    }
}
