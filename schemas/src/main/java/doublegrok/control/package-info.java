/** How people command runs: the commands go to {@code control}, the answers come from events. */
package doublegrok.control;
