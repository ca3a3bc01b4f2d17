/** Mail as SES reports it: the sample events, and lives of mails made up from a seed. */
package sesevents.madeup;
