/**
 * Shapes of what probes find in a checkpoint: six of them, each with labels, units and a caption,
 * so that whoever keeps, tells or draws findings need not know a single probe.
 */
package doublegrok.task.finding;
