package sesevents.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import sesevents.questions.Figures.Reputation;
import sesevents.questions.Questions;

/** The days until SES may pause the account, from hand-written mail. */
class ReputationTrendTest {
    /**
     * Of 1000 recipients, 500 are at a provider that reports complaints: one of them complained ten
     * days ago, one yesterday. The rate rose from 0.2 % to 0.4 % in five days, so it takes 2.5 days
     * more to 0.5 %.
     */
    @Test
    void dividesComplaintsByTheMailWhoseComplaintsSesHearsOf() {
        TestLake.of(
                Events.of(
                        """
                        500 x Send a#  to: [a#@gmail.com], sent: '{10}T09:00:00.000Z'
                        500 x Send b#  to: [b#@yahoo.com], sent: '{10}T09:00:00.000Z'
                        Complaint  b1  {10} 10:00 of: [b1@yahoo.com]
                        Complaint  b2  {1}  10:00 of: [b2@yahoo.com]
                        """));
        Reputation reputation = reputation();
        assertEquals(3, reputation.daysToComplaintPause());
        assertEquals(0.4, reputation.senders().getFirst().complaintPercent());
        assertNull(reputation.daysToBouncePause());
    }

    /** Days without mail are days, too: the windows are of 30 days, not of 30 days with mail. */
    @Test
    void comparesTheLastThirtyDaysWithThoseThatEndedFiveDaysAgo() {
        TestLake.of(
                Events.of(
                        """
                        100 x Send  a#  to: [a#@x.org], sent: '{33}T09:00:00.000Z'
                        100 x Send  b#  to: [b#@x.org], sent: '{10}T09:00:00.000Z'
                        4 x Bounce  b#  {10} 10:00 of: [b#@x.org], bounceType: Permanent
                        """));
        Reputation reputation = reputation();
        // From 2 % to 4 % in five days.
        assertEquals(15, reputation.daysToBouncePause());
        assertTrue(reputation.isTrendKnown());
    }

    @Test
    void saysThatTheLimitIsCrossed() {
        TestLake.of(
                Events.of(
                        """
                        10 x Send  a#  to: [a#@x.org]
                        Bounce     a1  of: [a1@x.org], bounceType: Permanent
                        """));
        Reputation reputation = reputation();
        assertEquals(0, reputation.daysToBouncePause());
        assertFalse(reputation.isTrendKnown());
    }

    @Test
    void isUnknownWithoutMail() {
        TestLake.of(Events.of("Delivery a1 of: [a@x.org]"));
        Reputation reputation = reputation();
        assertNull(reputation.daysToBouncePause());
        assertNull(reputation.daysToComplaintPause());
    }

    private static Reputation reputation() {
        return TestLake.questions(Questions.USUAL_MAX_BYTES, InstantSource.system())
                .reputation()
                .answer();
    }
}
