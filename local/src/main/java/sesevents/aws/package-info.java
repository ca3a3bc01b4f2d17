/** Access to a deployed stack: the SDK's clients, the outputs, the bucket. */
package sesevents.aws;
