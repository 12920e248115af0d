/** Plots by the element that each has made. */
const PLOTS = new WeakMap();

/** Remembers whose element it is. */
export function remember(plot) {
  PLOTS.set(plot.root, plot);
}

/** The plot that has made an element. */
export function plotOf(element) {
  return PLOTS.get(element);
}
