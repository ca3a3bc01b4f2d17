package sesevents.console;

import java.util.List;
import java.util.stream.Stream;
import sesevents.console.http.Parameters;

/**
 * The last days that a page is about.
 *
 * @param days today included
 */
record Period(int days) {
    static final int USUAL = 30;

    /** The views that look at several events of a mail read 36 days. */
    static final int MAX = 35;

    private static final List<Integer> USUAL_CHOICES = List.of(7, 14, USUAL, MAX);

    static Period read(Parameters given) {
        return new Period(given.number("days", USUAL, 1, MAX));
    }

    /** The periods that a page offers, with the one that it shows. */
    List<Integer> choices() {
        return Stream.concat(USUAL_CHOICES.stream(), Stream.of(days)).distinct().sorted().toList();
    }

    /** A page about the same days. */
    Link link(String path) {
        return Link.to(path).with("days", days);
    }
}
