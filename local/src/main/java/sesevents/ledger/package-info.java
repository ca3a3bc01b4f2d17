/** The ledger kept complete: what the stack's state machine does each day, on this machine. */
package sesevents.ledger;
