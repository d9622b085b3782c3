package io.mpmoperator.conf;

import static io.mpmoperator.rules.OverrideClass.FILE_INFO;

import io.mpmoperator.headers.EtagChange;
import io.mpmoperator.rules.CompressionSettings;
import io.mpmoperator.rules.SiteSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Compression of responses. */
final class CompressionDirectives {

    private static final String FILTER = "DEFLATE";

    private CompressionDirectives() {}

    static List<Directive> all() {
        return List.of(
                Directive.named("AddOutputFilterByType")
                        .anywhere(FILE_INFO)
                        .takes("DEFLATE type ...", 2, Directive.ANY)
                        .repeatedly()
                        .says("Media types whose responses are compressed with gzip for clients that take it.")
                        .use(SiteDirectives.rule(CompressionSettings.BY_TYPE, CompressionDirectives::types)),
                Directive.named("SetOutputFilter")
                        .anywhere(FILE_INFO)
                        .takes("DEFLATE | INCLUDES")
                        .says("All responses are compressed with gzip for clients that take it, but those that are"
                                + " already.")
                        .use(SiteDirectives.rule(
                                CompressionSettings.ALL,
                                words -> !isIncludes(words.getFirst()) && isFilter(words.getFirst()))),
                Directive.named("AddOutputFilter")
                        .anywhere(FILE_INFO)
                        .takes("DEFLATE | INCLUDES extension ...", 2, Directive.ANY)
                        .repeatedly()
                        .says(
                                "Files with these extensions are compressed with gzip for clients that take it. INCLUDES has no"
                                        + " effect: no pages are put together.")
                        .use(SiteDirectives.rule(CompressionSettings.BY_EXTENSION, CompressionDirectives::extensions)),
                Directive.named("RemoveOutputFilter")
                        .anywhere(FILE_INFO)
                        .takes("extension ...", 1, Directive.ANY)
                        .repeatedly()
                        .says("Takes back what AddOutputFilter says of files with these extensions.")
                        .use(SiteDirectives.rule(CompressionSettings.BY_EXTENSION, SiteSettings::without)),
                Directive.named("DeflateCompressionLevel")
                        .in(Context.hosts())
                        .takes("1 ... 9")
                        .otherwise("6")
                        .says("How hard a compressor tries: 1 is fast, 9 is small.")
                        .use(SiteDirectives.rule(CompressionSettings.LEVEL, words -> level(words.getFirst()))),
                Directive.named("DeflateAlterETag")
                        .in(Context.hosts())
                        .takes("AddSuffix | NoChange | Remove")
                        .otherwise("AddSuffix")
                        .says("What becomes of the entity tag of a response that is compressed.")
                        .use(SiteDirectives.rule(
                                CompressionSettings.ETAG, words -> EtagChange.parse(words.getFirst()))),
                Directive.named("DeflateMinLength")
                        .anywhere(FILE_INFO)
                        .takes("size")
                        .otherwise(Long.toString(CompressionSettings.LEAST))
                        .says("Bytes of the shortest response that is compressed, where its length is known.")
                        .use(SiteDirectives.rule(
                                CompressionSettings.LEAST_BYTES, words -> ByteSizes.parse(words.getFirst()))));
    }

    private static Set<String> types(List<String> words) {
        isFilter(words.getFirst());
        Set<String> types = new HashSet<>();
        for (String type : words.subList(1, words.size())) {
            if (!type.contains("/")) {
                throw new IllegalArgumentException(
                        "'%s' is no media type: one such as text/html is accepted".formatted(type));
            }
            types.add(type.toLowerCase(Locale.ROOT));
        }
        return Set.copyOf(types);
    }

    private static Map<String, String> extensions(List<String> words) {
        return isIncludes(words.getFirst()) || !isFilter(words.getFirst())
                ? SiteSettings.without(words.subList(1, words.size()))
                : SiteSettings.byExtension(words);
    }

    /** The filter of server-side includes, which httpd.conf has in many distributions. */
    private static boolean isIncludes(String name) {
        return name.equalsIgnoreCase("INCLUDES");
    }

    private static boolean isFilter(String name) {
        if (!name.equalsIgnoreCase(FILTER)) {
            throw new IllegalArgumentException(
                    "'%s' is no filter of this server: DEFLATE is accepted, and files that lie beside as .br and .gz are sent"
                            .formatted(name));
        }
        return true;
    }

    private static int level(String text) {
        if (!text.matches("[1-9]")) {
            throw new IllegalArgumentException("'%s' is no level: 1 to 9 are accepted".formatted(text));
        }
        return Integer.parseInt(text);
    }
}
