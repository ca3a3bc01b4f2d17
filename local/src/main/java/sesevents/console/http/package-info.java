/** A web server for the one person who sits at this machine. */
package sesevents.console.http;
