package io.mpmoperator.pattern;

import java.util.OptionalInt;

/** The escapes that mean one character, in a class and outside it. */
final class EscapedCharacter {

    private EscapedCharacter() {}

    /** The character that {@code \letter} means, with what follows; empty where it means something else. */
    static OptionalInt read(char letter, Cursor cursor) {
        if (!Literals.isAsciiLetterOrDigit(letter)) {
            return OptionalInt.of(letter);
        }
        return switch (letter) {
            case 'a' -> OptionalInt.of(7);
            case 'e' -> OptionalInt.of(27);
            case 'f' -> OptionalInt.of('\f');
            case 'n' -> OptionalInt.of('\n');
            case 'r' -> OptionalInt.of('\r');
            case 't' -> OptionalInt.of('\t');
            case 'c' -> OptionalInt.of(Character.toUpperCase(cursor.next()) ^ 64);
            case 'x' -> OptionalInt.of(hexadecimal(cursor));
            case 'o' -> OptionalInt.of(braced(cursor, 8));
            case '0' -> OptionalInt.of(octal(cursor.digits(8, 2)));
            default -> OptionalInt.empty();
        };
    }

    static int octal(String digits) {
        return digits.isEmpty() ? 0 : Integer.parseInt(digits, 8);
    }

    private static int hexadecimal(Cursor cursor) {
        if (cursor.isAhead("{")) {
            return braced(cursor, 16);
        }
        String digits = cursor.digits(16, 2);
        return digits.isEmpty() ? 0 : Integer.parseInt(digits, 16);
    }

    private static int braced(Cursor cursor, int base) {
        if (!cursor.take("{")) {
            throw cursor.refused("'{' is missing");
        }
        String digits = cursor.digits(base, 6);
        if (digits.isEmpty() || !cursor.take("}") || Integer.parseInt(digits, base) > Character.MAX_CODE_POINT) {
            throw cursor.refused("this is no character's number");
        }
        return Integer.parseInt(digits, base);
    }
}
