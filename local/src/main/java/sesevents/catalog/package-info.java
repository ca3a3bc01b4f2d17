/** Generates the templates, the function's columns and the schema from sql/ and events/. */
package sesevents.catalog;
