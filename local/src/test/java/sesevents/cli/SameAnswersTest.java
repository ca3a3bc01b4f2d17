package sesevents.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import sesevents.aws.Athena;
import sesevents.aws.Aws;
import sesevents.aws.Pause;
import sesevents.engine.Database;
import sesevents.engine.Lifecycles;
import sesevents.engine.TestLake;
import sesevents.questions.Mail;
import sesevents.questions.Questions;
import sesevents.questions.Reply;
import sesevents.questions.Search;
import sesevents.sql.Query;
import sesevents.standin.AthenaServer;

/** Every question has the same answer over a lake and over a stack, whose Athena pages its rows. */
class SameAnswersTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.now());

    @Test
    void comeFromALakeAndFromAStack() throws IOException {
        try (AthenaServer aws = new AthenaServer(Lifecycles.untilNow(5, 150, 5).lake());
                Database athena =
                        new Athena(
                                Aws.of(aws.uri().toString(), "eu-west-1").athena(),
                                "log",
                                Query.DATABASE,
                                Pause.REAL,
                                _ -> {})) {
            Questions lake = questions(TestLake.engine());
            Questions stack = questions(athena);
            LocalDate today = LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC);
            Search week = Search.days(today.minusDays(7), today);
            List<Mail> mails = lake.find(week).answer().mails();
            assertFalse(mails.isEmpty());
            Mail bounced =
                    mails.stream()
                            .filter(mail -> mail.status().equals("bounced"))
                            .findFirst()
                            .get();
            List<Function<Questions, Reply<?>>> all =
                    List.of(
                            ask -> ask.find(week),
                            ask -> ask.message(bounced.messageId()),
                            ask -> ask.who(bounced.recipient()),
                            ask -> ask.rawEvents(bounced.messageId()),
                            ask -> ask.person(bounced.recipient()),
                            ask -> ask.volume(30),
                            Questions::reputation,
                            ask -> ask.deliverability(30),
                            ask -> ask.bouncedMail("unknown_mailbox", 30),
                            ask -> ask.engagement(30),
                            Questions::health);
            for (Function<Questions, Reply<?>> question : all) {
                assertEquals(question.apply(lake).answer(), question.apply(stack).answer());
            }
        }
    }

    private static Questions questions(Database database) {
        return new Questions(
                database,
                Query.DATABASE,
                TestLake.lake().objects(),
                Questions.USUAL_MAX_BYTES,
                CLOCK);
    }
}
