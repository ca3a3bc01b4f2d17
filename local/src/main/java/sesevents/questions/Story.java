package sesevents.questions;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What is known of a mail.
 *
 * @param tenant who sent the mail, if an event names one; else null
 * @param outcomes one for each recipient of the mail
 * @param timeline the events of the mail, in order
 * @param earlier mails to the same address, the latest first
 */
public record Story(
        String tenant,
        @JsonProperty("recipients") List<Outcome> outcomes,
        List<TimelineEvent> timeline,
        List<Mail> earlier) {}
