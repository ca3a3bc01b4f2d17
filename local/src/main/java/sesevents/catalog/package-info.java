/**
 * What AWS and the function need of sql/, written out of it: the catalog's template and the column
 * types.
 */
package sesevents.catalog;
