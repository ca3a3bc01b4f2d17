/** The questions as tools of an agent, over the Model Context Protocol. */
package sesevents.mcp;
