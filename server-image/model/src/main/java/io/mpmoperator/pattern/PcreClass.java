package io.mpmoperator.pattern;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Translates {@code [...]}: in Java a bracket, {@code &&} and white space would mean something else inside. */
final class PcreClass {

    private final Cursor cursor;
    private final StringBuilder out = new StringBuilder("[");
    private boolean quoted;

    private PcreClass(Cursor cursor) {
        this.cursor = cursor;
    }

    /** Reads what follows the opening bracket, with the closing one. */
    static String translate(Cursor cursor) {
        return new PcreClass(cursor).translate();
    }

    private String translate() {
        if (cursor.take("^")) {
            out.append('^');
        }
        if (cursor.isAhead("]")) {
            item();
        }
        while (quoted || !cursor.take("]")) {
            item();
        }
        return out.append(']').toString();
    }

    private void item() {
        Item from = read();
        if (from == null) {
            return;
        }
        int before = cursor.position();
        if (from.isCharacter() && !quoted && cursor.take("-")) {
            if (cursor.isAhead("]")) {
                cursor.back(before);
            } else {
                range(from, before);
                return;
            }
        }
        out.append(from.text());
    }

    private void range(Item from, int before) {
        Item to = read();
        if (to == null || !to.isCharacter()) {
            cursor.back(before + 1);
            out.append(from.text()).append("\\x{2d}");
            return;
        }
        if (to.character < from.character) {
            throw cursor.refused("the range ends before it begins");
        }
        out.append(from.text()).append('-').append(to.text());
    }

    private @Nullable Item read() {
        if (quoted) {
            return quotedItem();
        }
        char c = cursor.next();
        if (c == '[' && (cursor.isAhead(".") || cursor.isAhead("="))) {
            throw cursor.refused("collating elements are not supported");
        }
        if (c == '[' && cursor.isAhead(":")) {
            return bracket();
        }
        return c == '\\' ? escape(cursor.next()) : Item.character(c);
    }

    private @Nullable Item quotedItem() {
        if (cursor.take("\\E")) {
            quoted = false;
            return null;
        }
        return Item.character(cursor.next());
    }

    private Item bracket() {
        int before = cursor.position();
        cursor.take(":");
        String name = cursor.digitsOrLetters();
        if (cursor.take(":]")) {
            return Item.type(CharacterTypes.posix(name, cursor));
        }
        cursor.back(before);
        return Item.character('[');
    }

    private @Nullable Item escape(char letter) {
        if (letter == 'Q' || letter == 'E') {
            quoted = letter == 'Q';
            return null;
        }
        if (letter == 'b') {
            return Item.character('\b');
        }
        if (letter >= '1' && letter <= '7') {
            return Item.character(EscapedCharacter.octal(letter + cursor.digits(8, 2)));
        }
        OptionalInt character = EscapedCharacter.read(letter, cursor);
        if (character.isPresent()) {
            return Item.character(character.getAsInt());
        }
        String type = CharacterTypes.escaped(letter, cursor);
        if (type == null) {
            throw cursor.refused("\\" + letter + " has no meaning in a class");
        }
        return Item.type(type);
    }

    /** One character, or a set of them, whose character is -1. */
    private record Item(int character, String text) {

        static Item character(int character) {
            return new Item(character, Literals.of(character));
        }

        static Item type(String text) {
            return new Item(-1, text);
        }

        boolean isCharacter() {
            return character >= 0;
        }
    }
}
