package sesevents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sesevents.load.Pipeline;
import sesevents.load.Pipeline.Quarantined;
import sesevents.madeup.StatusRow;

/** Events from other projects are stored, or refused for the right reason. */
class ThirdPartySamplesTest {
    /** The reason by the name of the sample; every other sample must be stored. */
    private static final Map<String, String> REFUSED =
            """
            # Fixtures that have only the fields that their project needs.
            anymail__django-anymail__Bounce__2 missing_field mail.timestamp
            anymail__django-anymail__Click__1 missing_field mail.timestamp
            anymail__django-anymail__Complaint__1 missing_field mail.timestamp
            anymail__django-anymail__Open__1 missing_field mail.timestamp
            anymail__django-anymail__RenderingFailure__1 missing_field mail.timestamp
            cds-snc__notification-api__Complaint__3 missing_field mail.timestamp
            cds-snc__notification-api__Delivery__1 missing_field mail.timestamp
            anymail__django-anymail__Delivery__1 missing_field mail.messageid
            cds-snc__notification-api__Complaint__1 missing_field mail.messageid
            miguelaferreira__ses-notification-lambda__Bounce__1 missing_field mail.messageid
            miguelaferreira__ses-notification-lambda__Complaint__1 missing_field mail.messageid
            # Still in the envelope of SNS.
            anymail__django-anymail__sns-envelope__1 missing_field eventtype
            cds-snc__notification-api__sns-envelope__1 missing_field eventtype
            django-ses__django-ses__sns-envelope__1 missing_field eventtype
            janis-commerce__aws-listener-test__lambda-sns__1 missing_field eventtype
            # Placeholders instead of times and numbers.
            localstack__localstack__Delivery__1 wrong_type delivery.processingtimemillis
            localstack__localstack__Delivery__2 wrong_type delivery.processingtimemillis
            localstack__localstack__Delivery__3 wrong_type delivery.processingtimemillis
            localstack__localstack__Send__1 bad_timestamp mail.timestamp
            localstack__localstack__Send__2 bad_timestamp mail.timestamp
            localstack__localstack__Send__3 bad_timestamp mail.timestamp
            """
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .collect(Collectors.toMap(words -> words[0], words -> words[1]));

    private final List<String> names = new ArrayList<>();
    private final List<byte[]> records = new ArrayList<>();

    @BeforeEach
    void readSamples() throws IOException {
        Path folder = Checkout.shared().resolve("samples");
        assumeTrue(Files.isDirectory(folder), () -> "no third-party samples at " + folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".json")).sorted().toList()) {
                names.add(file.getFileName().toString().replace(".json", ""));
                records.add(Files.readAllBytes(file));
            }
        }
    }

    @Test
    void eachIsStoredOrRefusedForTheRightReason() {
        Map<String, String> refused = new TreeMap<>();

        // One at a time: the pipeline names only the first few of many.
        for (int i = 0; i < records.size(); i++) {
            Pipeline pipeline = House.receiving(List.of(records.get(i)));
            for (Quarantined one : pipeline.named()) {
                refused.put(names.get(i), (one.reason() + " " + one.detail()).strip());
            }
        }

        assertEquals(new TreeMap<>(REFUSED), refused);
    }

    @Test
    void everyMessageOfAStoredEventHasOneRow() throws IOException {
        Set<String> messageIds = new TreeSet<>();
        for (int i = 0; i < records.size(); i++) {
            if (!REFUSED.containsKey(names.get(i))) {
                messageIds.add(
                        new ObjectMapper().readTree(records.get(i)).at("/mail/messageId").asText());
            }
        }

        House.holding(records);

        assertEquals(
                List.copyOf(messageIds),
                House.emailStatus().stream().map(StatusRow::messageId).toList());
    }

    @Test
    void everyStoredBounceHasTheReasonThatItsDiagnosticCodeGives() {
        House.holding(records);

        // Bounces without a diagnostic code, and those with 550 5.1.1.
        assertEquals(
                List.of(List.of("other", 7L), List.of("unknown_mailbox", 12L)),
                House.query(
                                "select reason, count(*) from bounce_reasons"
                                        + " group by reason order by reason")
                        .values());
    }
}
