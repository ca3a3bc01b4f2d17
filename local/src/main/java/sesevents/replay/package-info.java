/** Records put in again: out of the quarantine or a source backup, into the stream. */
package sesevents.replay;
