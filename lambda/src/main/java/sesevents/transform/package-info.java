/** The Firehose transformation: record bytes and arrival time in, one line out. */
package sesevents.transform;
