/** The Firehose transformation: makes one line of the bytes and the arrival time of a record. */
package sesevents.transform;
