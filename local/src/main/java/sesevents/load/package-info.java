/** One's own events into a lake: files taken apart, put through the pipeline, accounted for. */
package sesevents.load;
