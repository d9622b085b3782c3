package io.mpmoperator.pattern;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of sets of characters: {@code \d}, {@code \p{Lu}}, {@code [:alpha:]}. */
final class CharacterTypes {

    private static final Set<String> CATEGORIES = Set.of(
            "C", "Cc", "Cf", "Cn", "Co", "Cs", "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn", "N", "Nd",
            "Nl", "No", "P", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "S", "Sc", "Sk", "Sm", "So", "Z", "Zl", "Zp",
            "Zs");

    private static final Map<String, String> POSIX = Map.ofEntries(
            Map.entry("alpha", "\\p{Alpha}"),
            Map.entry("digit", "\\p{Digit}"),
            Map.entry("alnum", "\\p{Alnum}"),
            Map.entry("upper", "\\p{Upper}"),
            Map.entry("lower", "\\p{Lower}"),
            Map.entry("space", "\\p{Space}"),
            Map.entry("blank", "\\p{Blank}"),
            Map.entry("punct", "\\p{Punct}"),
            Map.entry("cntrl", "\\p{Cntrl}"),
            Map.entry("graph", "\\p{Graph}"),
            Map.entry("print", "[\\p{Graph}\\x{20}]"),
            Map.entry("xdigit", "\\p{XDigit}"),
            Map.entry("word", "\\w"),
            Map.entry("ascii", "\\p{ASCII}"));

    private CharacterTypes() {}

    /** The type of {@code \letter}; null where it is none. */
    static @Nullable String escaped(char letter, Cursor cursor) {
        return switch (letter) {
            case 'd', 'D', 'w', 'W', 's', 'S', 'h', 'H', 'v', 'V' -> "\\" + letter;
            case 'p', 'P' -> property(letter, cursor);
            default -> null;
        };
    }

    private static String property(char letter, Cursor cursor) {
        String name = cursor.take("{") ? cursor.until("}") : Character.toString(cursor.next());
        boolean negated = name.startsWith("^");
        String plain = negated ? name.substring(1) : name;
        if (!CATEGORIES.contains(plain)) {
            throw cursor.refused(
                    "the property '" + plain + "' is not known: a general category such as Lu is accepted");
        }
        return "\\" + ((letter == 'P') == negated ? 'p' : 'P') + "{" + plain + "}";
    }

    /** The type of {@code [:name:]}, which is part of a class. */
    static String posix(String name, Cursor cursor) {
        boolean negated = name.startsWith("^");
        String type = POSIX.get(negated ? name.substring(1) : name);
        if (type == null) {
            throw cursor.refused("[:" + name + ":] is no class of POSIX");
        }
        return negated ? "[^" + type + "]" : type;
    }
}
