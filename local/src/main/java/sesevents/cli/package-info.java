/**
 * The command line, which nothing below it imports. Each command and each printer is one of its
 * classes, so it has more than 20.
 */
package sesevents.cli;
