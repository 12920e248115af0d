/** Measures what the program costs; see {@link doublegrok.bench.Bench}. */
package doublegrok.bench;
