/** The one way to a deployed stack: clients, its outputs, its bucket. */
package sesevents.aws;
