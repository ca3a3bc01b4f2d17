package sesevents.audit;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;

/**
 * How many records were offered by day of arrival; a day that is not there is not known.
 *
 * @param skew by how much the clock that counted may differ from the time in the records
 * @param isReal whether records arrive when they arrive: then no record is offered twice in the
 *     same millisecond. In a lake whose events arrive when they happened, a second load does just
 *     that.
 */
public record Offers(Map<LocalDate, Long> byDay, Duration skew, boolean isReal) {}
