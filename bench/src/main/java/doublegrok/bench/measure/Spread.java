package doublegrok.bench.measure;

/**
 * What several runs of one measurement say.
 *
 * @param median of them; the mean of the middle two if their number is even
 * @param least of them
 * @param greatest of them
 * @param runs their number
 */
public record Spread(double median, double least, double greatest, int runs) {}
