/** Answers what became of a mail, and what to do now. */
package sesevents.who;
