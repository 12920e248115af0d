package doublegrok.spec;

/**
 * How long a run trains.
 *
 * @param steps steps until the run ends by itself
 */
public record TrainingSpec(long steps) {}
