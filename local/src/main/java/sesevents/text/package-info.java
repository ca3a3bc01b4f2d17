/** Text that strangers wrote, made safe to show and to paste. */
package sesevents.text;
