/**
 * The Firehose transformation: makes one line of the bytes and the arrival time of a record. It has
 * more than 20 classes because most are package-private, so that only the handler can use them.
 */
package sesevents.transform;
