const LEAST_RATIO = 6;

/** Above this part of a power of ten uPlot's ticks begin at the next one, and never end. */
const LAST_PART = 0.9;

/** A scale from 0, or a logarithmic one. */
export function logarithmicScale(logarithmic) {
  return logarithmic
    ? { distr: 3, log: 10, range: (plot, low, high) => logRange(low ?? 1, high ?? 1) }
    : { range: (plot, low, high) => [0, (high ?? 1) * 1.05] };
}

/** What is special about the axis of such a scale. */
export function logarithmicAxis(logarithmic) {
  const values = (plot, at) => at.map(axisNumber);
  return logarithmic ? { values, filter: roundOnes } : { values };
}

/** A number on an axis: as short as it can be. */
export function axisNumber(value) {
  if (value === null) {
    return "";
  }
  return value !== 0 && Math.abs(value) < 1e-2 ? value.toExponential() : String(+value.toFixed(4));
}

/** A little more than the data, and wide enough to hold a labelled tick. */
function logRange(low, high) {
  const widen = Math.max(1, Math.sqrt((LEAST_RATIO * low) / high));
  return tickable([low / widen / 1.15, high * widen * 1.15]);
}

/** The ends of a logarithmic axis, with a lower one from which uPlot finds its ticks. */
export function tickable([low, high]) {
  const ten = 10 ** Math.ceil(Math.log10(low));
  return [Math.min(low, low < ten ? LAST_PART * ten : low), high];
}

/** Of a logarithmic axis, only the ticks that a person counts by; the rest are bare lines. */
function roundOnes(plot, values) {
  const crowded = values.at(-1) / values[0] > 20;
  const wanted = crowded ? [1, 2, 5] : [1, 2, 3, 5, 7];
  const lead = (value) => Number(value.toExponential(3).split("e")[0]);
  return values.map((value) => (wanted.includes(lead(value)) ? value : null));
}
