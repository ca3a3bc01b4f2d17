/** What becomes of the log when everything that can fail does. */
package sesevents.bench.faults;
