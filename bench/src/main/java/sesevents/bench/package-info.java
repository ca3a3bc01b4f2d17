/** Compares the transform with the handler that people usually write. */
package sesevents.bench;
