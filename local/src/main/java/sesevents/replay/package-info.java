/** Sends records from the quarantine or a source backup again. */
package sesevents.replay;
