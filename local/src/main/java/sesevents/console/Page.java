package sesevents.console;

import sesevents.console.http.Parameters;
import sesevents.console.http.Response;

/** Answers the requests for one path. */
interface Page {
    Response answer(Parameters parameters);
}
