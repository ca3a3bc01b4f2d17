/** How fast and how small the transform is, beside the handler people usually write. */
package sesevents.bench;
