package doublegrok.viewer.view;

/**
 * Means of what several steps in a row measured.
 *
 * @param step the last of them
 * @param count how many they are
 * @param mean over those whose value is finite
 */
public record StepMeans(long step, int count, StepMeasures mean) {}
