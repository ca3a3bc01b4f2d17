/** Runs the built function in AWS's own runtime. */
package sesevents.emulator;
