/** The SQL prompt that {@code ./ses-events query} opens on a terminal. */
package sesevents.prompt;
