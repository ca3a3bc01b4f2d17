/** The whole pipeline shown at work on made-up mail. */
package sesevents.demo;
