package doublegrok.viewer.view;

/**
 * What one probe found in a checkpoint.
 *
 * @param name of the probe, for example {@code grid-id}
 * @param step of the checkpoint
 * @param version distribution version of the checkpoint
 * @param finding what it found
 */
public record Probe(String name, long step, int version, ProbeFinding finding) {}
