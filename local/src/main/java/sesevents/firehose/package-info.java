/** Amazon Data Firehose as this project uses it: Direct PUT, a transform, a bucket, AWS's rules. */
package sesevents.firehose;
