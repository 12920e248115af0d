package doublegrok.viewer.view;

/**
 * Where one checkpoint stands between memorising examples, memorising tasks and generalising over
 * both.
 *
 * @param step of the checkpoint
 * @param mixture over all evaluation sets but the formerly trained
 */
public record SpectrumPoint(long step, Mixture mixture) {}
