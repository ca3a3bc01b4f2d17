package sesevents.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sesevents.text.Visible;

/** Values as Athena writes them: [a, b] for arrays, {a=1, b=2} for rows and maps. */
final class Cell {
    private Cell() {}

    /** The value on one line, with invisible characters escaped. */
    static String line(Object value) {
        return Visible.line(text(value));
    }

    static String text(Object value) {
        return switch (value) {
            case List<?> list ->
                    list.stream().map(Cell::text).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
            case null -> "null";
            default -> value.toString();
        };
    }
}
