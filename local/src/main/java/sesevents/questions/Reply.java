package sesevents.questions;

import java.util.List;

/**
 * An answer, and what it took to find it.
 *
 * @param sql the queries that ran, ready for Athena's console
 */
public record Reply<T>(T answer, Price price, List<String> sql) {}
