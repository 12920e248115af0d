/** The evaluator: workers that take checkpoints and tell how each model does ({@code work}). */
package doublegrok.evaluator;
