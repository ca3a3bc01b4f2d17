package sesevents.console.http;

/** What a server shows to somebody who may see it. */
public interface Site {
    /** The answer to a request that has passed the guard; it never throws. */
    Response answer(String path, Parameters parameters);
}
