/** Compares what was offered, day by day, with what is in the bucket. */
package sesevents.audit;
