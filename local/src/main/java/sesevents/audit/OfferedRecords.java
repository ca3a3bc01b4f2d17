package sesevents.audit;

import java.time.LocalDate;
import java.util.List;

/** What was offered to Firehose, and what that makes of the records that are there. */
interface OfferedRecords {
    /** How many records were offered on a day of arrival; null where it is not known. */
    Long onDay(LocalDate day);

    /** A verdict for each day, in order. */
    List<DayResult> verdicts(List<LocalDate> days);
}
