/** What questions cost on this design and on the one before it, over the same made-up history. */
package sesevents.bench.sql;
