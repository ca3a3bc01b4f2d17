/** The lake: the folder that stands for the bucket on this machine, and the records in it. */
package sesevents.lake;
