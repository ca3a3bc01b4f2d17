package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The usual mistakes, made on purpose: each must fail the test that is there to notice it. */
class BrokenViewsTest {
    private static final DailyRatesTest RATES = new DailyRatesTest();
    private static final ReputationTest REPUTATION = new ReputationTest();
    private static final EngagementTest ENGAGEMENT = new EngagementTest();

    /**
     * @param right what the view says
     * @param wrong what it says broken
     * @param test passes over the view as it is
     */
    private record Broken(
            String mistake, String view, String right, String wrong, Executable test) {
        @Override
        public String toString() {
            return mistake;
        }
    }

    static Stream<Broken> mistakes() {
        return Stream.of(
                new Broken(
                        "count an event as often as it came",
                        "outcomes",
                        "party, tags\n",
                        "party, tags, rand()\n",
                        RATES::doesNotMindOrderOrDoublesOrTheHourOfArrival),
                new Broken(
                        "credit an open to everybody",
                        "outcomes",
                        "if(outcome not in ('open', 'click') or concerned_count = 1, recipient)",
                        "recipient",
                        RATES::countsEachEventOnItsDayOnceInEveryDimension),
                new Broken(
                        "look for the identity in the event alone",
                        "outcomes",
                        "max(sending_identity) over (partition by message_id)",
                        "sending_identity",
                        RATES::countsEachEventOnItsDayOnceInEveryDimension),
                new Broken(
                        "take a suppressed address for a hard bounce",
                        "outcomes",
                        "                    'OnAccountSuppressionList',\n",
                        "",
                        RATES::keepsHardAndSoftBouncesAndSuppressedAddressesApart),
                new Broken(
                        "leave a day out",
                        "outcomes",
                        "interval '35' day",
                        "interval '34' day",
                        RATES::readsTheLast36DaysOfArrivalAndShows35),
                new Broken(
                        "sum opens where messages are to be counted",
                        "daily_rates",
                        "count(distinct if(outcome = 'open', message_id))",
                        "count_if(outcome = 'open')",
                        RATES::countsEachEventOnItsDayOnceInEveryDimension),
                new Broken(
                        "count a complaint for everybody who may have made it",
                        "daily_rates",
                        "count(distinct if(outcome = 'complaint', event_id))",
                        "count_if(outcome = 'complaint')",
                        RATES::countsSeveralWhoMayHaveComplainedAsOneComplaint),
                new Broken(
                        "show no complaints where none would be heard",
                        "daily_rates",
                        "if(is_silent, nullif(complaint_count, 0), complaint_count) as complaint_count",
                        "complaint_count",
                        RATES::countsEachEventOnItsDayOnceInEveryDimension),
                new Broken(
                        "leave out days without sends",
                        "daily_rates",
                        "select * from final",
                        "select * from final where sent_count > 0",
                        RATES::showsADayWithOpensButNoSends),
                new Broken(
                        "count the mailbox simulator",
                        "reputation",
                        "and recipient_domain <> 'simulator.amazonses.com'",
                        "",
                        REPUTATION::countsNeitherSoftBouncesNorSuppressedAddressesNorTheSimulator),
                new Broken(
                        "divide complaints by all mail",
                        "reputation",
                        "outcome = 'sent' and coalesce(has_feedback_loop, true)",
                        "outcome = 'sent'",
                        REPUTATION::ranksFirstWhomTheAccountWouldBeBestOffWithout),
                new Broken(
                        "blame whoever bounces most",
                        "reputation",
                        "pause_percent_without, sent_count desc",
                        "hard_bounce_count desc",
                        REPUTATION::ranksFirstWhomTheAccountWouldBeBestOffWithout),
                new Broken(
                        "warn above the limit, not at it",
                        "reputation",
                        "complaint_percent >= 0.1",
                        "complaint_percent > 0.1",
                        REPUTATION::warnsAtTheLimitsOfSes),
                new Broken(
                        "measure haste from the last delivery",
                        "engagement_events",
                        "min(if(eventtype = 'Delivery'",
                        "max(if(eventtype = 'Delivery'",
                        ENGAGEMENT::knowsAMachineByItsHaste),
                new Broken(
                        "count neighbours, however far apart",
                        "engagement_events",
                        "range between interval '10' second preceding and interval '10' second following",
                        "rows between 10 preceding and 10 following",
                        ENGAGEMENT::knowsAMachineByTheManyLinksItFollowsAtOnce),
                new Broken(
                        "count clicks where links are to be counted",
                        "engagement_events",
                        "array_distinct(filter(links, one -> one is not null))",
                        "filter(links, one -> one is not null)",
                        ENGAGEMENT::knowsAMachineByTheManyLinksItFollowsAtOnce),
                new Broken(
                        "let the last rule decide",
                        "engagement_events",
                        "min_by(rules.verdict",
                        "max_by(rules.verdict",
                        ENGAGEMENT::knowsWhoOpensByUserAgentAndNetwork),
                new Broken(
                        "take Gmail's proxy for a machine",
                        "engagement_rules",
                        "(90, 'gmail_proxy', 'human'",
                        "(90, 'gmail_proxy', 'machine'",
                        ENGAGEMENT::knowsWhoOpensByUserAgentAndNetwork),
                new Broken(
                        "count every open as a person's",
                        "engagement",
                        "eventtype = 'Open' and verdict = 'human') as human_open_count",
                        "eventtype = 'Open') as human_open_count",
                        ENGAGEMENT::putsPeopleAndMachinesSideBySide),
                new Broken(
                        "let everybody wait for one who does",
                        "delays",
                        "        is_concerned\n",
                        "        true\n",
                        new DelaysTest()::hasOfTheMailsRecipientsThoseWhoWait),
                new Broken(
                        "deliver to everybody whom the mail went to",
                        "delivery_latency",
                        "and is_concerned",
                        "",
                        new DeliveryLatencyTest()::countsADeliveryForThoseWhomItReached),
                new Broken(
                        "bounce for everybody whom the mail went to",
                        "bounce_reasons",
                        "and is_concerned",
                        "",
                        new BounceReasonsTest()::hasARowForEachRecipientOfABounce),
                new Broken(
                        "credit a click to everybody who may have clicked",
                        "link_clicks",
                        "if(concerned_count = 1, recipient) as recipient",
                        "recipient",
                        new LinkClicksTest()::showsLinkAndReaderAsFarAsTheyAreKnown),
                new Broken(
                        "tell of everybody whom the mail went to",
                        "message_timeline",
                        "(where is_concerned and recipient <> '')",
                        "(where recipient <> '')",
                        new MessageTimelineTest()::tellsOfThoseWhomAnEventSpeaksOf),
                new Broken(
                        "take a complaint back because another likes the mail",
                        "email_status",
                        "where eventtype = 'Complaint' and is_concerned",
                        "where eventtype = 'Complaint'",
                        new EmailStatusTest()::takesNoComplaintBackBecauseAnotherLikesTheMail));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void failTheirTest(Broken broken) {
        String definition = TestLake.view(broken.view()).definition();
        assertTrue(definition.contains(broken.right()), "the view says it otherwise by now");
        Engine engine = TestLake.engine();
        engine.query(definition.replace(broken.right(), broken.wrong()));
        try {
            assertThrows(AssertionError.class, broken.test());
        } finally {
            engine.query(definition);
        }
    }
}
