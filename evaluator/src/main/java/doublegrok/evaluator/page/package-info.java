/** The live page: its HTTP server, its JSON, its stream of updates. Reads only {@code view}. */
package doublegrok.evaluator.page;
