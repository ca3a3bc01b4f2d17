/** Proves that nothing is lost when everything fails that can fail. */
package sesevents.bench.faults;
