package sesevents.audit;

import java.time.LocalDate;
import java.util.List;

/** What was offered to Firehose, and what that makes of the records that are there. */
interface Offers {
    /** How many records were offered on a day of arrival; null where it is not known. */
    Long onDay(LocalDate day);

    /** A verdict for each day, in order. */
    List<Verdict> verdicts(List<LocalDate> days);
}
