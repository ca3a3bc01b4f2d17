/** Athena on this machine: Trino in the process, over a lake in a folder. */
package sesevents.engine;
