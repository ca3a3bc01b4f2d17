/** Proves in a user's own AWS account what only AWS can prove, and removes everything again. */
package sesevents.verify;
