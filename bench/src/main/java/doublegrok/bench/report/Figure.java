package doublegrok.bench.report;

import doublegrok.bench.measure.Spread;

/**
 * One measured number.
 *
 * @param subject what was measured, for example a shape
 * @param measure what of it, for example its time
 * @param unit of the number
 * @param spread of the runs
 */
public record Figure(String subject, String measure, String unit, Spread spread) {}
