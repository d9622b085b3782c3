package io.mpmoperator.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mpmoperator.conf.tree.Line;
import io.mpmoperator.conf.tree.Node;
import io.mpmoperator.conf.tree.Position;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.logformat.CustomLog;
import io.mpmoperator.logformat.LogFormats;
import io.mpmoperator.mpm.MpmNumbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfRoundTripTest {

    private static final String LETTERS = "abcXYZ019/._-# \t\"'\\äß漢=,*[]<>:$";

    private final Random random = new Random(20260101);

    @Test
    void readsBackWhatItWrote() throws ConfException {
        for (int round = 0; round < 3000; round++) {
            WebServerConf conf = anyConf();
            String text = ConfWriter.write(conf);
            assertEquals(conf, ConfReader.read("x", text), text);
        }
    }

    @Test
    void writesWhatItReadTheSameWay() throws ConfException {
        for (int round = 0; round < 300; round++) {
            String text = ConfWriter.write(anyConf());
            assertEquals(text, ConfWriter.write(ConfReader.read("x", text)));
        }
    }

    @Test
    void throwsNothingButConfExceptionForADamagedFile() {
        int refused = 0;
        for (int round = 0; round < 5000; round++) {
            String damaged = damaged(ConfWriter.write(anyConf()));
            try {
                WebServerConf conf = ConfReader.read("x", damaged);
                assertEquals(conf, ConfReader.read("x", ConfWriter.write(conf)), damaged);
            } catch (ConfException e) {
                refused++;
            }
        }
        assertTrue(refused > 1000, "refused " + refused);
    }

    @Test
    void throwsNothingButConfExceptionForLongLines() {
        String dots = "a.".repeat(200_000);
        for (String line : List.of(
                "Handler / " + dots,
                dots,
                "Listen " + dots,
                "Timeout " + "9".repeat(100_000),
                "RequestReadTimeout header=" + "1".repeat(100_000),
                "HandlerHeap " + "1".repeat(100_000),
                "\\\n".repeat(100_000),
                "\"".repeat(99_999),
                "MaxRequestWorkers " + "1".repeat(100_000))) {
            try {
                ConfReader.read("x", line);
            } catch (ConfException e) {
                assertTrue(String.valueOf(e.getMessage()).length() < 500);
            }
        }
    }

    private String damaged(String text) {
        var damaged = new StringBuilder(text);
        for (int wound = random.nextInt(4); wound >= 0; wound--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(4)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, LETTERS.charAt(random.nextInt(LETTERS.length())));
                case 2 -> damaged.setCharAt(at, (char) random.nextInt(0x3000));
                default -> damaged.insert(at, damaged.substring(at, Math.min(damaged.length(), at + 40)));
            }
        }
        return damaged.toString();
    }

    private WebServerConf anyConf() {
        return new WebServerConf(
                anyPorts(),
                anyAddress(),
                maybe(text()),
                texts(),
                MpmNumbers.any(random),
                anyHttp(),
                maybe(new TlsSettings(text(), text())),
                maybe(text()),
                anyHandlers(),
                new Workload(
                        random.nextInt(100_000),
                        anySize(),
                        anySize(),
                        random.nextInt(2) * (65_536 + random.nextLong(1L << 40)),
                        random.nextInt(2) * (512 + random.nextInt(1 << 30)),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        0,
                        0),
                new LogSettings(text(), anyAccessLogs(), anyFormats(), any(LogSettings.LogLevel.values())),
                new Tree(anyNodes(2)));
    }

    private List<CustomLog> anyAccessLogs() {
        var logs = new ArrayList<CustomLog>();
        for (int left = random.nextInt(3); left > 0; left--) {
            Optional<String> format = maybe(any(new String[] {"combined", "%h \"%r\" %>s", "json"}));
            Optional<String> condition =
                    format.isPresent() ? maybe(any(new String[] {"env=!quiet", "env=\u00e9"})) : Optional.empty();
            logs.add(new CustomLog("/" + text().replace("|", ""), format, condition));
        }
        return logs;
    }

    private LogFormats anyFormats() {
        LogFormats formats = LogFormats.parse(List.of("%h \\n '%{a b}i' " + text().replace("%", ""), text()));
        return random.nextBoolean() ? LogFormats.NONE : formats.and(LogFormats.parse(List.of("%U")));
    }

    private List<Node> anyNodes(int depth) {
        var nodes = new ArrayList<Node>();
        Position at = new Position("x", 1);
        for (int left = random.nextInt(4); left > 0; left--) {
            nodes.add(
                    depth == 0 || random.nextBoolean()
                            ? new Line(at, "ErrorDocument", List.of("404", text()))
                            : new Section(at, "Limit", List.of(text()), anyNodes(depth - 1)));
        }
        return nodes;
    }

    private List<Listen> anyPorts() {
        var ports = new ArrayList<Listen>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            Listen port = new Listen(anyAddress(), random.nextBoolean());
            if (ports.stream().noneMatch(other -> other.address().collidesWith(port.address()))) {
                ports.add(port);
            }
        }
        return ports;
    }

    private ListenAddress anyAddress() {
        return new ListenAddress(
                any(new String[] {"", "127.0.0.1", "::1", "fe80::1%eth0", "www.example.org"}), random.nextInt(65536));
    }

    private HttpSettings anyHttp() {
        Duration header = anyTime();
        int rate = random.nextInt(3) * 250;
        Duration max = random.nextBoolean() ? header.plusMillis(random.nextInt(9999)) : Duration.ZERO;
        return new HttpSettings(
                anyTime(),
                random.nextBoolean(),
                anyTime(),
                random.nextInt(1000),
                1 + random.nextInt(10_000),
                1 + random.nextInt(10_000),
                random.nextInt(200),
                anySize(),
                new ReadTimeout(header, rate == 0 ? header : max, rate, anyTime(), random.nextInt(500)));
    }

    private List<HandlerMount> anyHandlers() {
        var handlers = new ArrayList<HandlerMount>();
        for (int count = random.nextInt(4); count > 0; count--) {
            handlers.add(new HandlerMount(
                    "/" + count + text().replace('.', '-'), any(new String[] {"Api", "com.acme.Api$Inner", "ä.B_1"})));
        }
        return handlers;
    }

    private Duration anyTime() {
        return random.nextBoolean()
                ? Duration.ofSeconds(random.nextInt(1000))
                : Duration.ofMillis(random.nextInt(1000));
    }

    private long anySize() {
        return (long) random.nextInt(1000) << (10 * random.nextInt(4));
    }

    private List<String> texts() {
        var texts = new ArrayList<String>();
        for (int count = random.nextInt(4); count > 0; count--) {
            texts.add(text());
        }
        return texts;
    }

    private String text() {
        var text = new StringBuilder();
        for (int length = 1 + random.nextInt(12); length > 0; length--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
