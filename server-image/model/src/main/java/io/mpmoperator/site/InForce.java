package io.mpmoperator.site;

import io.mpmoperator.conf.SectionType;
import io.mpmoperator.conf.tree.Position;
import io.mpmoperator.conf.tree.Section;
import io.mpmoperator.conf.tree.Tree;
import io.mpmoperator.rules.FolderSection;
import io.mpmoperator.rules.Rules;
import io.mpmoperator.rules.Sections;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is written for one file and one URL, as {@link FolderWalk} merges it: which sections are for it, and what they say.
 *
 * @param parts in the order in which they are merged; those of {@code If} come last, and are in force where their conditions hold
 */
public record InForce(List<Part> parts) {

    private static final Set<SectionType> FOLDERS =
            EnumSet.of(SectionType.DIRECTORY_SECTION, SectionType.DIRECTORY_MATCH);
    private static final Set<SectionType> FILES = EnumSet.of(SectionType.FILES_SECTION, SectionType.FILES_MATCH);
    private static final Set<SectionType> URLS = EnumSet.of(SectionType.LOCATION_SECTION, SectionType.LOCATION_MATCH);
    private static final Set<SectionType> CONDITIONS =
            EnumSet.of(SectionType.IF_SECTION, SectionType.ELSE_IF, SectionType.ELSE);

    /** What the last section that says anything of it says alone, not added to what those before say. */
    private static final Set<String> SAID_ANEW =
            Set.of("require", "order", "rewriterule", "rewritecond", "directoryindex");

    public InForce {
        parts = List.copyOf(parts);
    }

    /** What a URL leads to: the folder with a slash at its end, the name of the file in it, and the path of the URL. */
    public record Target(String folder, String name, String url) {}

    /**
     * What is written for a target.
     *
     * @param hostNumber which of the virtual hosts, in the order of the file; -1 for the server itself
     * @param ownFiles what the folders on the way say of themselves, by folder with a slash at its end
     */
    public static InForce of(Tree tree, int hostNumber, Target target, Map<String, Tree> ownFiles) {
        List<Part> outside = outside(tree, hostNumber);
        List<Part> parts = new ArrayList<>(outside);
        parts.addAll(folders(outside, target, ownFiles));
        List<Part> files = target.name().isEmpty()
                ? List.of()
                : parts.stream().flatMap(part -> files(part, target.name())).toList();
        parts.addAll(files);
        outside.stream()
                .flatMap(part -> part.sections(URLS))
                .filter(section -> Sections.url(section).matches(target.url()))
                .map(Part::of)
                .forEach(parts::add);
        parts.addAll(parts.stream()
                .flatMap(part -> part.sections(CONDITIONS))
                .map(Part::of)
                .toList());
        return new InForce(parts);
    }

    private static List<Part> outside(Tree tree, int hostNumber) {
        List<Part> outside = new ArrayList<>();
        outside.add(new Part("", beginning(tree), tree.nodes()));
        host(tree, hostNumber).map(Part::of).ifPresent(outside::add);
        return outside;
    }

    private static Position beginning(Tree tree) {
        return tree.nodes().isEmpty()
                ? new Position("", 1)
                : tree.nodes().getFirst().at();
    }

    /** The section of a virtual host; empty for the server itself. */
    public static Optional<Section> host(Tree tree, int number) {
        return tree.nodes().stream()
                .filter(Section.class::isInstance)
                .map(Section.class::cast)
                .filter(section -> Part.typeOf(section) == SectionType.VIRTUAL_HOST_SECTION)
                .skip(Math.max(0, number))
                .findFirst()
                .filter(_ -> number >= 0);
    }

    private static Stream<Part> files(Part part, String name) {
        return part.sections(FILES)
                .filter(section -> Sections.file(section).matches(name))
                .map(Part::of);
    }

    /** A Directory with what it says of folders. */
    private record Named(Section section, FolderSection folder) {}

    private static List<Part> folders(List<Part> outside, Target target, Map<String, Tree> ownFiles) {
        List<Named> named = outside.stream()
                .flatMap(part -> part.sections(FOLDERS))
                .map(section -> new Named(section, Sections.folder(section, Rules.none())))
                .sorted(Comparator.comparingInt((Named one) -> one.folder().depth()))
                .toList();
        List<Part> parts = new ArrayList<>();
        int depth = 1;
        String whole = target.folder();
        for (int slash = 0; slash >= 0; slash = whole.indexOf('/', slash + 1), depth++) {
            String path = slash == 0 ? "/" : whole.substring(0, slash);
            add(named, depth, path, parts);
            String folder = whole.substring(0, slash + 1);
            Optional.ofNullable(ownFiles.get(folder)).ifPresent(own -> parts.add(ofFile(own)));
        }
        add(named, 0, whole, parts);
        return parts;
    }

    private static Part ofFile(Tree own) {
        Position at = beginning(own);
        return new Part(at.file().substring(at.file().lastIndexOf('/') + 1), at, own.nodes());
    }

    private static void add(List<Named> named, int depth, String path, List<Part> parts) {
        for (Named one : named) {
            boolean matches = one.folder().where().matches(path)
                    || (depth == 0
                            && path.length() > 1
                            && one.folder().where().matches(path.substring(0, path.length() - 1)));
            if (one.folder().depth() == depth && matches) {
                parts.add(Part.of(one.section()));
            }
        }
    }

    /** What they say together: of what is said more than once, the last, or all where each counts. */
    public List<Part.Saying> sayings() {
        List<Part.Saying> together = new ArrayList<>();
        for (Part part : parts) {
            List<Part.Saying> said = part.sayings();
            together.removeIf(before -> said.stream().anyMatch(after -> isReplaced(before, after)));
            together.addAll(said);
        }
        return together;
    }

    private static boolean isReplaced(Part.Saying before, Part.Saying after) {
        return before.subject().equals(after.subject()) && (!before.repeats() || SAID_ANEW.contains(before.subject()));
    }
}
