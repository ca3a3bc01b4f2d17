/** The sql/ tree as data: tables, views, checks and queries, each read out of its one file. */
package sesevents.sql;
