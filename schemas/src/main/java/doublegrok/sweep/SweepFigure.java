package doublegrok.sweep;

/**
 * Defaults of a sweep's phase diagram; an empty text is no choice.
 *
 * @param measure that colours it
 * @param rows key of its rows
 * @param columns key of its columns
 */
public record SweepFigure(String measure, String rows, String columns) {}
