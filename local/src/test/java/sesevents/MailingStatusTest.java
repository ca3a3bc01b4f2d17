package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import sesevents.load.Pipeline;
import sesevents.madeup.Mailing;
import sesevents.madeup.Publication;
import sesevents.madeup.StatusRow;

/** Thousands of made-up mails: email_status must say of each what was made to happen to it. */
class MailingStatusTest {
    private static final Mailing MAILING =
            new Mailing(
                    12,
                    3_000,
                    Instant.parse("2026-03-02T00:00:00Z"),
                    Instant.parse("2026-03-06T00:00:00Z"));

    /** In any order, and however often events came. */
    @Test
    void everyMailHasTheRowThatItsLifeMade() {
        List<Publication> twice = new ArrayList<>(publications());
        twice.addAll(publications());
        Collections.shuffle(twice, new Random(3));
        Map<String, Integer> damaged = new TreeMap<>();
        twice.stream()
                .filter(one -> one.damage() != null)
                .forEach(one -> damaged.merge(one.damage().reason(), 1, Integer::sum));

        Pipeline pipeline = House.holding(records(twice));

        assertEquals(damaged, pipeline.reasons());
        assertEquals(expected(), House.emailStatus());
    }

    @Test
    void oneEventLessIsNoticed() {
        List<String> records =
                records(publications()).stream()
                        .map(record -> new String(record, StandardCharsets.ISO_8859_1))
                        .toList();
        String complaint = "{\"eventType\":\"Complaint\"";
        String lost = records.stream().filter(one -> one.startsWith(complaint)).findFirst().get();

        House.holding(
                records.stream()
                        .filter(record -> !record.equals(lost))
                        .map(record -> record.getBytes(StandardCharsets.ISO_8859_1))
                        .toList());

        List<StatusRow> wrong = new ArrayList<>(House.emailStatus());
        wrong.removeAll(expected());
        assertEquals(
                List.of(true), wrong.stream().map(row -> lost.contains(row.messageId())).toList());
    }

    private static List<StatusRow> expected() {
        return MAILING.expectedRows().sorted(Comparator.comparing(StatusRow::messageId)).toList();
    }

    private static List<Publication> publications() {
        List<Publication> publications = new ArrayList<>();
        MAILING.publications().forEachRemaining(publications::add);
        return publications;
    }

    private static List<byte[]> records(List<Publication> publications) {
        return publications.stream().map(Publication::record).toList();
    }
}
