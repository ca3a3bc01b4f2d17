/**
 * Pages that answer the questions of sesevents.questions in a browser, and the same as one file.
 *
 * <p>It has more classes than other packages: each page is one, and the templates of src/main/jte,
 * which are compiled into this package, reach all of them without making any public.
 */
package sesevents.console;
