package sesevents.transform;

import java.time.LocalDateTime;
import java.util.List;

/**
 * An event that passed the door.
 *
 * @param body its own bytes, a JSON object in one line, without derived columns
 * @param type as SES names it; may be a type that {@link EventType} does not know
 * @param typeToAdd the JSON string of {@code type} where the body has no {@code eventType}, or null
 * @param messageId the JSON string, as the event has it
 * @param happened in UTC
 * @param sent in UTC
 * @param recipients the mailboxes in the detail object of the event's type
 * @param destination the mailboxes that the mail was sent to
 * @param tags the JSON object, or null where there is none
 * @param unlisted what it has that neither the table nor sql/views/known_values.sql lists
 */
record Event(
        Slice body,
        String type,
        Slice typeToAdd,
        Slice messageId,
        LocalDateTime happened,
        LocalDateTime sent,
        List<String> recipients,
        List<String> destination,
        Slice tags,
        Unlisted unlisted) {}
