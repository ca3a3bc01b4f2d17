package sesevents.load;

/**
 * A record that was not stored as an event.
 *
 * @param origin file and line
 * @param reason the transform's code, or Firehose's where the function never answered
 * @param detail the field that is wrong, or empty
 * @param wrapping what the events seem to be wrapped in, or null
 */
public record Quarantined(String origin, String reason, String detail, Wrapping wrapping) {}
