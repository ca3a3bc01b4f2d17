/** Splits files into records and sends them through the pipeline into a lake. */
package sesevents.load;
