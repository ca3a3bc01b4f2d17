package sesevents.engine;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Events of the last days written by hand, for views that look at no others: {@code {3}} in a text
 * is the date three days ago, and ' stands for ".
 */
final class RecentEvents {
    private static final Pattern DAYS_AGO = Pattern.compile("\\{(\\d+)}");

    private final LocalDate today = TestLake.today();
    private final List<String> lines = new ArrayList<>();

    /**
     * @param sent date and time, such as {@code {1}T10:00:00.000Z}
     * @param mail further members of mail
     * @param detail a member of the event
     */
    RecentEvents add(String type, String sent, String messageId, String mail, String detail) {
        String event =
                "{'eventType':'%s','mail':{'timestamp':'%s','messageId':'%s',%s},%s}"
                        .formatted(type, sent, messageId, mail, detail);
        Matcher daysAgo = DAYS_AGO.matcher(event);
        String dated =
                daysAgo.replaceAll(
                        match -> today.minusDays(Long.parseLong(match.group(1))).toString());
        lines.add(Events.line(dated.replace('\'', '"')));
        return this;
    }

    List<String> lines() {
        return lines;
    }

    /** A lake into which all of them came in this hour. */
    Engine lake() {
        return TestLake.of(lines);
    }

    String date(int daysAgo) {
        return today.minusDays(daysAgo).toString();
    }
}
