import { floorColumn, floorLines } from "./floors.js";
import { number, percentWithUnit } from "./format.js";
import { isDashed } from "./sets.js";
import { thin } from "./thin.js";

const DASH = [7, 4];
const LEAST_RATIO = 6;

/** Accuracy of each set against step, with its Wilson interval as a band. */
export const accuracyRecipe = {
  lines: (run) =>
    run.sets.map((set) => ({
      id: set,
      label: set,
      colour: colourOf(set),
      scale: "accuracy",
      dash: isDashed(set) ? DASH : undefined,
      width: 2,
    })),

  columns(run, lines, view) {
    const shots = view.chosen("shots") === "all" ? "allShots" : "lastShot";
    const sets = lines.map((line) => run.evaluations.get(line.id));
    const steps = visible(view, union(sets.map((points) => points.rows)));
    const column = (points, part) =>
      steps.map((step) => points.at(step)?.[shots][part] ?? null);
    return [
      steps,
      ...sets.flatMap((points) => ["low", "high", "value"].map((part) => column(points, part))),
    ];
  },

  shape: (view) => view.chosen("x"),
  scales: () => ({ accuracy: { range: [0, 1.02] } }),
  axes: () => [
    { scale: "accuracy", size: 48, splits: () => [0, 0.2, 0.4, 0.6, 0.8, 1],
      values: (plot, values) => values.map((value) => `${Math.round(value * 100)}\u202f%`) },
  ],
  format: (line, value) => percentWithUnit(value),
};

/**
 * Training loss against step, with the range of merged steps as a band; how low the references
 * would bring it; and the learning rate.
 */
export const lossRecipe = {
  lines: (run) => [
    { id: "loss", label: "loss", colour: "--loss", scale: "loss", width: 1.5 },
    { id: "learning-rate", label: "learning rate", colour: "--learning-rate", scale: "rate",
      width: 1.75, dash: DASH },
    ...floorLines(run),
  ],

  columns(run, lines, view) {
    const log = view.chosen("x") === "log";
    const shown = run.loss.rows.filter((row) => !log || row.step >= 1);
    const rows = thin(shown, view.range(run.lastStep), log);
    const positive = view.chosen("loss") === "log";
    const column = (part) =>
      rows.map((row) => (positive && row[part] <= 0 ? null : row[part]));
    const nothing = rows.map(() => null);
    const steps = rows.map((row) => row.step);
    return [
      steps,
      column("minLoss"), column("maxLoss"), column("loss"),
      nothing, nothing, rows.map((row) => row.learningRate),
      ...lines.slice(2).flatMap((line) => [nothing, nothing, floorColumn(run, line, steps)]),
    ];
  },

  shape: (view) => `${view.chosen("x")} ${view.chosen("loss")} ${view.isHidden("learning-rate")}`,
  scales: (view) => ({
    loss: view.chosen("loss") === "log"
      ? { distr: 3, log: 10, range: (plot, low, high) => logRange(low ?? 1, high ?? 1) }
      : { range: (plot, low, high) => [0, (high ?? 1) * 1.05] },
    rate: { range: (plot, low, high) => [0, (high ?? 1) * 1.1] },
  }),
  axes: (view) => [
    { scale: "loss", size: 48, values: (plot, values) => values.map(tick),
      ...(view.chosen("loss") === "log" ? { filter: roundOnes } : {}) },
    { scale: "rate", side: 1, size: 58, grid: { show: false },
      show: !view.isHidden("learning-rate"),
      values: (plot, values) => values.map(tick) },
  ],
  format: (line, value) => number(value ?? null),
};

/** A little more than the data, and wide enough to hold a labelled tick. */
function logRange(low, high) {
  const widen = Math.max(1, Math.sqrt((LEAST_RATIO * low) / high));
  return [low / widen / 1.15, high * widen * 1.15];
}

/** Of a logarithmic axis, only the ticks that a person counts by; the rest are bare lines. */
function roundOnes(plot, values) {
  const crowded = values.at(-1) / values[0] > 20;
  const wanted = crowded ? [1, 2, 5] : [1, 2, 3, 5, 7];
  const lead = (value) => Number(value.toExponential(3).split("e")[0]);
  return values.map((value) => (wanted.includes(lead(value)) ? value : null));
}

function tick(value) {
  if (value === null) {
    return "";
  }
  return value !== 0 && Math.abs(value) < 1e-2 ? value.toExponential() : String(+value.toFixed(4));
}

function colourOf(set) {
  const named = { "ood-train": "--ood" };
  const known = ["id-train", "id-test", "ood", "ood-test", "formerly-id-train", "formerly-id-test"];
  return named[set] ?? (known.includes(set) ? `--${set}` : "--other");
}

function union(lists) {
  return [...new Set(lists.flatMap((rows) => rows.map((row) => row.step)))].sort((a, b) => a - b);
}

/** A logarithmic axis has no step 0. */
function visible(view, steps) {
  return view.chosen("x") === "log" ? steps.filter((step) => step >= 1) : steps;
}
