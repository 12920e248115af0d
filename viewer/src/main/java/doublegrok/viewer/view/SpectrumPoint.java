package doublegrok.viewer.view;

/**
 * Place of one checkpoint between the references, as between memorising and generalising.
 *
 * @param step of the checkpoint
 * @param mixture over all evaluation sets that tell how far a model generalises
 */
public record SpectrumPoint(long step, Mixture mixture) {}
