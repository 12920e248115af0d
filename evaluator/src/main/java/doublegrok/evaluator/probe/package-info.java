/** Probes that look into a checkpoint: one class each, and the list of them. */
package doublegrok.evaluator.probe;
