package sesevents.bench.sql;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;

/** What was measured, and how it is shown. */
public record SqlReport(
        History.Stored stored,
        int days,
        int bufferDays,
        List<Comparison> comparisons,
        Refresh refresh) {
    private static final double MEGABYTE = 1e6;

    /** In days: today, yesterday, and until noon the day before. */
    private static final double LONGEST_TAIL = 2.5;

    /**
     * What it takes to bring one day into the ledger.
     *
     * @param dayBytes what the files of that day hold
     */
    public record Refresh(LocalDate day, long bytes, long files, long dayBytes) {}

    public void print(PrintWriter out) {
        out.printf(
                "%,d events of %,d bytes on average over %d days; seed's 60 s files: %d days of them, scaled%n%n",
                stored.tally().stored(),
                stored.bytes() / stored.tally().offered(),
                days,
                bufferDays);
        out.printf(
                "%-28s %4s | %24s %7s %6s | %8s %6s %6s %6s | %8s %8s %6s%n",
                "question",
                "days",
                "MB here = ledger + tail",
                "files",
                "s",
                "MB hours",
                "files",
                "s",
                "times",
                "MB 60 s",
                "files",
                "times");
        for (Comparison one : comparisons) {
            Figure here = one.here();
            Figure hours = one.hours();
            Figure buffers = one.buffers();
            out.printf(
                    "%-28s %4d | %8.2f = %5.2f + %5.2f %7.0f %6.2f | %8.1f %6.0f %6.1f %6.1f | %8.1f %8.0f %6.1f%n",
                    one.question().words,
                    one.days(),
                    here.bytes() / MEGABYTE,
                    (here.bytes() - here.tailBytes()) / MEGABYTE,
                    here.tailBytes() / MEGABYTE,
                    here.files(),
                    here.seconds(),
                    hours.bytes() / MEGABYTE,
                    hours.files(),
                    hours.seconds(),
                    hours.bytes() / here.bytes(),
                    buffers.bytes() / MEGABYTE,
                    buffers.files(),
                    buffers.bytes() / here.bytes());
        }
        out.printf(
                "%nrefresh of %s reads %.2f MB in %,d files; the day's files hold %.2f MB%n",
                refresh.day(),
                refresh.bytes() / MEGABYTE,
                refresh.files(),
                refresh.dayBytes() / MEGABYTE);
        printLongestTail(out);
    }

    /** What a question reads depends on the hour. */
    private void printLongestTail(PrintWriter out) {
        Comparison one =
                comparisons.stream()
                        .filter(
                                any ->
                                        any.question() == Question.ONE_RECIPIENT
                                                && any.days() == days)
                        .findFirst()
                        .orElseThrow();
        double bytes =
                one.here().bytes() - one.here().tailBytes() + LONGEST_TAIL * refresh.dayBytes();
        out.printf(
                "just before noon UTC the tail is longest, %.1f days; \"%s\" then reads"
                        + " %.2f MB: %.1f times less, and %.1f%n",
                LONGEST_TAIL,
                one.question().words,
                bytes / MEGABYTE,
                one.hours().bytes() / bytes,
                one.buffers().bytes() / bytes);
    }
}
