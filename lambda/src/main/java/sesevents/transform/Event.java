package sesevents.transform;

import java.util.Set;

/**
 * An event that passed the door.
 *
 * @param body its own bytes, a JSON object in one line, without our columns
 * @param type what SES calls it; may be a type that {@link EventType} does not know
 * @param typeToAdd the JSON string of {@code type} where the body has none of that name, or null
 * @param messageId the JSON string, as the event has it
 * @param happened {@code yyyy-MM-dd HH:mm:ss.SSS}, UTC
 * @param sent in the same form
 * @param recipients bare addresses
 * @param tags JSON objects, separated by commas
 * @param unlisted what it has that neither the table nor sql/views/known_values.sql lists
 */
record Event(
        Slice body,
        String type,
        Slice typeToAdd,
        Slice messageId,
        String happened,
        String sent,
        Set<String> recipients,
        Bytes tags,
        Unlisted unlisted) {}
