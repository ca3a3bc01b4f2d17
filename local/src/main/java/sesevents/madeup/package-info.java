/** Made-up mail: events as SES would publish them, generated from a seed. */
package sesevents.madeup;
