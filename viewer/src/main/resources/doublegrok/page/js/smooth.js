/**
 * The debiased exponential moving average (Kingma and Ba 2015, section 3) of rows of which each is
 * the mean of `count` steps up to its own. Weights fade with the distance in steps, by e in a window:
 * so it is the same however many steps a row stands for, as long as these are fewer than the window,
 * and it needs none of the future, as a centred median would, whose newest points change again.
 */
export function smooth(rows, measure, window) {
  let sum = 0;
  let weight = 0;
  let last = null;
  const smoothed = [];
  for (const { step, count, [measure]: value } of rows) {
    if (value !== null) {
      const fade = last === null ? 0 : Math.exp((last - step) / window);
      const mass = Math.expm1(-count / window) / Math.expm1(-1 / window);
      sum = sum * fade + value * mass;
      weight = weight * fade + mass;
      last = step;
      smoothed.push({ step, value: sum / weight });
    }
  }
  return smoothed;
}

/** The window that is truly seen in a range: no narrower than the rows there are. */
export function seenWindow(rows, [from, to], window) {
  return rows.reduce((most, row) =>
    row.step >= from && row.step - row.count < to ? Math.max(most, row.count) : most, window);
}
