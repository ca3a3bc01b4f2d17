/** The books: what was offered, day by day, against what lies in the bucket. */
package sesevents.audit;
