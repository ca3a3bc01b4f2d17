/** What questions cost with this design and with the sample's, over the same made-up history. */
package sesevents.bench.sql;
