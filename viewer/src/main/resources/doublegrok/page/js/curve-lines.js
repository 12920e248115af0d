import { count } from "./format.js";
import { seenWindow, smooth } from "./smooth.js";
import { inPixels, thin } from "./thin.js";

/** Lines of a training curve's measures, smoothed if that is chosen; the legend says over what. */
export function curveLines(run, view, measured) {
  const window = windowOf(run, view);
  return measured.map((line) => ({
    ...line,
    label: window === 0 || line.exact
      ? line.label
      : `${line.label}, exponential average over ${count(window)} steps`,
    width: window === 0 || line.exact ? 1.25 : 2,
    dots: false,
    nearest: true,
  }));
}

/**
 * uPlot's data of such lines: the steps as they were, or, where smoothing is chosen, their averages
 * over the range of the steps.
 */
export function curveColumns(run, view, lines) {
  const log = view.chosen("x") === "log";
  const range = view.range(run.lastStep);
  const window = windowOf(run, view);
  const measures = lines.map((line) => line.measure);
  const raw = thin(run.curve.rows, range, log, measures);
  if (window === 0) {
    return table(raw.map((row) => row.step), lines, (line) => [null, null, asTheyWere(raw, line)]);
  }
  const pixels = inPixels(run.curve.rows, range, log);
  const averages = lines.map((line) => line.exact
    ? []
    : inPixels(smooth(run.curve.means, line.measure, window), range, log)
      .map((bucket) => bucket.at(-1)));
  const ends = pixels.map((bucket) => bucket.at(-1).step);
  const steps = [...new Set([...ends, ...averages.flat().map(({ step }) => step),
    ...(lines.some((line) => line.exact) ? raw.map((row) => row.step) : [])])]
    .sort((a, b) => a - b);
  return table(steps, lines, (line, i) => line.exact
    ? [null, null, asTheyWere(raw, line)]
    : [
      extreme(pixels, line.measure, Math.min),
      extreme(pixels, line.measure, Math.max),
      new Map(averages[i].map(({ step, value }) => [step, value])),
    ]);
}

/** What a column is called where it is exported. */
export function curveNames(line, view) {
  const smoothed = view.chosen("smooth") !== "0" && !line.exact;
  return smoothed
    ? {
      value: `${line.label} (${line.unit})`,
      low: `least ${line.quantity} of the steps up to this one (${line.unit})`,
      high: `greatest ${line.quantity} of the steps up to this one (${line.unit})`,
    }
    : { value: `${line.quantity} (${line.unit})` };
}

function windowOf(run, view) {
  const window = Number(view.chosen("smooth"));
  return window === 0 ? 0 : seenWindow(run.curve.means, view.range(run.lastStep), window);
}

function asTheyWere(rows, { measure }) {
  return new Map(rows.map((row) => [row.step, row[measure]]));
}

function extreme(buckets, measure, choose) {
  return new Map(buckets.map((rows) => {
    const known = rows.map((row) => row[measure]).filter((value) => value !== null);
    return [rows.at(-1).step, known.length > 0 ? choose(...known) : null];
  }));
}

function table(steps, lines, partsOf) {
  const columns = lines.flatMap((line, i) => partsOf(line, i)).map((known) =>
    steps.map((step) => known?.get(step) ?? null));
  return [steps, ...columns];
}
