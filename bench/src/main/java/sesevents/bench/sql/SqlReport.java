package sesevents.bench.sql;

import java.io.PrintWriter;
import java.util.List;

/** The measured figures, and how they are printed. */
public record SqlReport(
        long events,
        long bytesPerEvent,
        int days,
        int bufferDays,
        List<Comparison> comparisons,
        Refresh refresh) {
    private static final double MEGABYTE = 1e6;

    /** What a refresh reads that finds nothing new. */
    record Refresh(Figure insert, Figure check) {}

    public void print(PrintWriter out, Prices prices) {
        out.printf(
                "%,d events of %,d bytes on average over %d days; the sample's 60 s files: %d days of"
                        + " them, scaled%nUSD: %.4f a TB read, 10 MB at least, and %.5f for 1,000 files;"
                        + " times: how many times less here%n%n",
                events, bytesPerEvent, days, bufferDays, prices.terabyte(), prices.thousandGets());
        out.println(
                " ".repeat(31)
                        + " | here: MB   of it tail files     s     USD"
                        + " | hours:MB  files times USD x"
                        + " | 60 s: MB   files  times  USD x");
        for (Comparison one : comparisons) {
            Figure here = one.here();
            Figure hours = one.hours();
            Figure buffers = one.buffers();
            out.printf(
                    "%-26s %4d | %10.2f %10.2f %5.0f %5.2f %7.5f | %8.1f %6.0f %5.1f %5.1f | %8.1f %7.0f"
                            + " %6.1f %6.1f%n",
                    one.question(),
                    one.days(),
                    here.bytes() / MEGABYTE,
                    here.tailBytes() / MEGABYTE,
                    here.files(),
                    here.seconds(),
                    prices.of(here),
                    hours.bytes() / MEGABYTE,
                    hours.files(),
                    hours.bytes() / here.bytes(),
                    prices.of(hours) / prices.of(here),
                    buffers.bytes() / MEGABYTE,
                    buffers.files(),
                    buffers.bytes() / here.bytes(),
                    prices.of(buffers) / prices.of(here));
        }
        out.printf(
                "%na run of the refresh that finds nothing new: inserting reads %.2f MB in %,.0f files,"
                        + " checking %.2f MB in %,.0f files%n",
                refresh.insert().bytes() / MEGABYTE,
                refresh.insert().files(),
                refresh.check().bytes() / MEGABYTE,
                refresh.check().files());
        out.flush();
    }

    /** Prints the figures of the same questions, asked again over several times the rows. */
    void printGrown(int times, List<Figure> grown, PrintWriter out, Prices prices) {
        out.printf(
                "%nwith %d times the rows in event_history; x: bytes of event_history, by those above%n%n",
                times);
        out.println(" ".repeat(26) + " |         MB  of it tail  files       s     USD     x");
        List<Comparison> before =
                comparisons.subList(comparisons.size() - grown.size(), comparisons.size());
        for (int i = 0; i < grown.size(); i++) {
            Figure one = grown.get(i);
            Figure once = before.get(i).here();
            out.printf(
                    "%-26s | %10.2f %11.2f %6.0f %7.2f %7.5f %5.1f%n",
                    before.get(i).question(),
                    one.bytes() / MEGABYTE,
                    one.tailBytes() / MEGABYTE,
                    one.files(),
                    one.seconds(),
                    prices.of(one),
                    (one.bytes() - one.tailBytes()) / (once.bytes() - once.tailBytes()));
        }
        out.flush();
    }
}
