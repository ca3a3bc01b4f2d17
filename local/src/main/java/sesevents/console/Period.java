package sesevents.console;

import java.util.List;
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

    static final List<Integer> CHOICES = List.of(7, 14, USUAL, MAX);

    static Period read(Parameters given) {
        return new Period(given.number("days", USUAL, 1, MAX));
    }

    /** A page about the same days. */
    Link link(String path) {
        return Link.to(path).with("days", days);
    }
}
