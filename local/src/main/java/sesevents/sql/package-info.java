/** The sql/ tree as data: tables, views, checks and queries, each read from its file. */
package sesevents.sql;
