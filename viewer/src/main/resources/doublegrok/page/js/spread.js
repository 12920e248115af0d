/** What begins the label of a step at which a transition was completed. */
const COMPLETED = "completed.";

/**
 * A run's number by a measure: of a phase its place among all, infinite if the run trained and did
 * not complete the transition that is asked for, null if nothing is known.
 */
export function numberOf(run, measure, phases) {
  if (measure === "phase") {
    const place = phases.indexOf(run.phase);
    return place < 0 ? null : place;
  }
  const known = run.measures[measure];
  if (known !== undefined) {
    return known;
  }
  return measure.startsWith(COMPLETED) && run.step > 0 ? Infinity : null;
}

/**
 * Median and range of the numbers of some seeds; all null if none is known. One that has not come
 * so far counts as infinite, so that a median is not taken over the lucky ones alone. Of two in the
 * middle the lower one counts where there is nothing between, as among phases.
 */
export function spread(numbers, whole = false) {
  const sorted = numbers.filter((value) => value !== null).sort((a, b) => a - b);
  const count = { known: sorted.length, of: numbers.length };
  if (sorted.length === 0) {
    return { ...count, median: null, low: null, high: null };
  }
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  const upper = sorted[Math.floor(sorted.length / 2)];
  const median = whole || lower === upper ? lower : lower + (upper - lower) / 2;
  return { ...count, median, low: sorted[0], high: sorted.at(-1) };
}
