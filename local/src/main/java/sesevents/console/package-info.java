/**
 * Pages that answer the questions of sesevents.questions in a browser, and the same as one file.
 */
package sesevents.console;
