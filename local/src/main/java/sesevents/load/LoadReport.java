package sesevents.load;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sesevents.firehose.Tally;
import sesevents.lake.Lake;
import sesevents.load.Pipeline.Quarantined;
import sesevents.text.Shell;
import sesevents.text.Visible;

/** Prints what a load did: counts, the records that were quarantined, and what to do next. */
public record LoadReport(Load load, int sources, Path lake) {
    private static final Path DEFAULT_LAKE = Path.of(".lake");

    public void print(PrintWriter out) {
        Tally tally = load.pipeline().tally();
        out.printf(
                "read         %,d %s from %,d %s%n",
                tally.offered(),
                plural(tally.offered(), "record"),
                sources,
                plural(sources, "source"));
        out.printf("stored       %,d in %s%n", tally.stored(), new Lake(lake).events());
        out.printf("quarantined  %,d%s%n", tally.quarantined(), reasons(load.pipeline().reasons()));
        if (tally.quarantined() > 0) {
            printQuarantined(out, tally.quarantined());
        }
        if (load.misdated() > 0) {
            out.printf(
                    "misdated     %,d %s dated before %d or in the future, so counted as arrived"
                            + " now%n",
                    load.misdated(),
                    load.misdated() == 1 ? "event is" : "events are",
                    Lake.FIRST_DAY.getYear());
        }
        out.flush();
    }

    public void printNext(PrintWriter out) {
        out.println();
        out.println(
                "next: " + query("select * from email_status order by time_sent desc limit 20"));
        out.flush();
    }

    private void printQuarantined(PrintWriter out, long count) {
        List<Quarantined> named = load.pipeline().named();
        List<String> origins = named.stream().map(one -> Visible.line(one.origin())).toList();
        int width = origins.stream().mapToInt(String::length).max().orElse(1);
        for (int i = 0; i < named.size(); i++) {
            Quarantined one = named.get(i);
            String why = Visible.line((one.reason() + " " + one.detail()).strip());
            out.printf("  %-" + width + "s  %s%n", origins.get(i), why);
        }
        if (count > named.size()) {
            out.printf("  ... and %,d more%n", count - named.size());
        }
        out.println("nothing is lost; to see them:");
        out.println("  " + query("select from_utf8(from_base64(rawdata)) from failed_records"));
    }

    private String query(String sql) {
        String option = lake.equals(DEFAULT_LAKE) ? "" : " --lake " + Shell.word(lake);
        return "./ses-events query \"%s\"%s".formatted(sql, option);
    }

    /** Formats reasons as {@code : not_json 2, wrong_type 1}, or as an empty text. */
    public static String reasons(Map<String, Integer> reasons) {
        if (reasons.isEmpty()) {
            return "";
        }
        return reasons.entrySet().stream()
                .map(one -> "%s %,d".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining(", ", ": ", ""));
    }

    /** The noun in the singular or plural. */
    public static String plural(long count, String noun) {
        return count == 1 ? noun : noun + "s";
    }
}
