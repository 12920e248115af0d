/**
 * Commands to runs and their answers: the commands go to {@code control}, the answers come from
 * events.
 */
package doublegrok.control;
