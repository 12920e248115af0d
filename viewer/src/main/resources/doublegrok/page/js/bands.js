import { spread } from "./spread.js";

const MOST_STEPS = 240;

/**
 * Median and range of several runs' curves {steps, values}, at the steps that any of them has. A
 * curve counts between its first step and its last, in a straight line from point to point.
 *
 * @returns {steps, median, low, high, known}, each a list
 */
export function band(curves) {
  const all = [...new Set(curves.flatMap(({ steps }) => steps))].sort((a, b) => a - b);
  const every = Math.ceil(all.length / MOST_STEPS);
  const steps = all.filter((step, i) => i % every === 0 || i === all.length - 1);
  const spreads = steps.map((step) => spread(curves.map((curve) => at(curve, step))));
  return { steps, ...Object.fromEntries(["median", "low", "high", "known"].map((name) =>
    [name, spreads.map((each) => each[name])])) };
}

/** A curve's value at a step; null before its first and behind its last. */
function at({ steps, values }, step) {
  let [low, high] = [0, steps.length - 1];
  if (step < steps[low] || step > steps[high]) {
    return null;
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    [low, high] = steps[middle] <= step ? [middle, high] : [low, middle];
  }
  if (step === steps[high]) {
    return values[high];
  }
  return step === steps[low] ? values[low]
    : values[low] + ((step - steps[low]) / (steps[high] - steps[low]))
      * (values[high] - values[low]);
}
