/** Proves in a person's own AWS account what nothing but AWS can prove, and removes it again. */
package sesevents.verify;
