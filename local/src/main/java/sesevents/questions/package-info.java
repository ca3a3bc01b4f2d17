/** All that can be asked of the log without SQL: typed answers to typed questions. */
package sesevents.questions;
