/**
 * Votes of a context's examples for the latent tasks that they fit, by which formula, search and
 * heuristic are told apart in a model of tokens.
 */
package doublegrok.task.vote;
