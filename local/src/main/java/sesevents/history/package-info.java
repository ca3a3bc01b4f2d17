/** event_history kept complete: what the stack's state machine does, on this machine. */
package sesevents.history;
