/**
 * The live page: its HTTP server, its JSON, its stream of updates. Reads only {@code view}, and
 * hands over what it is asked to do with a run.
 */
package doublegrok.viewer.page;
