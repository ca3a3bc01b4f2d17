/** The function as sam build made it, in the runtime that AWS runs it in. */
package sesevents.emulator;
