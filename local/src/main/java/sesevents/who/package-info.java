/** The answer to a customer who asks where the mail is. */
package sesevents.who;
