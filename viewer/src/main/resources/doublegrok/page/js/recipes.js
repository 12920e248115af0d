import { curveColumns, curveLines, curveNames } from "./curve-lines.js";
import { floorColumn, floorLines } from "./floors.js";
import { number, percentWithUnit } from "./format.js";
import { logarithmicAxis, logarithmicScale } from "./scales.js";

const DASH = [7, 4];

/** Accuracy of each set against step, with its Wilson interval as a band. */
export const accuracyRecipe = {
  lines: (run) =>
    run.evaluated.map((set) => ({
      id: set,
      label: set,
      colour: run.sets.propertyOf(set),
      scale: "accuracy",
      dash: run.sets.of(set).dashed ? DASH : undefined,
      width: 2,
    })),

  columns(run, lines, view) {
    const shots = view.chosen("shots") === "all" ? "all_shots" : "last_shot";
    const sets = lines.map((line) => run.evaluations.get(line.id));
    const steps = visible(view, union(sets.map((points) => points.rows)));
    const column = (points, part) =>
      steps.map((step) => points.at(step)?.[shots][part] ?? null);
    return [
      steps,
      ...sets.flatMap((points) => ["low", "high", "accuracy"].map((part) => column(points, part))),
    ];
  },

  shape: (view) => view.chosen("x"),
  scales: () => ({ accuracy: { range: [0, 1.02] } }),
  axes: () => [
    { scale: "accuracy", size: 48, splits: () => [0, 0.2, 0.4, 0.6, 0.8, 1],
      values: (plot, values) => values.map((value) => `${Math.round(value * 100)}\u202f%`) },
  ],
  format: (line, value) => percentWithUnit(value),
  names(line, view) {
    const shots = view.chosen("shots") === "all" ? "over all shots" : "at the last shot";
    return {
      value: `accuracy on ${line.id} ${shots} (ratio)`,
      low: `low end of its 95 % Wilson interval on ${line.id} (ratio)`,
      high: `high end of its 95 % Wilson interval on ${line.id} (ratio)`,
    };
  },
};

/** Training loss against step, and how low the references would bring it. */
export const lossRecipe = {
  lines: (run, view) => [
    ...curveLines(run, view, [{ id: "loss", label: "loss", measure: "loss", unit: "nats",
      quantity: "training loss", colour: "--loss", scale: "loss" }]),
    ...floorLines(run),
  ],

  columns(run, lines, view) {
    const [steps, ...curve] = curveColumns(run, view, lines.slice(0, 1));
    const positive = view.chosen("loss") === "log";
    const nothing = steps.map(() => null);
    return [
      steps,
      ...curve.map((column) => column.map((value) => (positive && value <= 0 ? null : value))),
      ...lines.slice(1).flatMap((line) => [nothing, nothing, floorColumn(run, line, steps)]),
    ];
  },

  shape: (view) => ["x", "loss", "smooth"].map((name) => view.chosen(name)).join(" "),
  scales: (view) => ({ loss: logarithmicScale(view.chosen("loss") === "log") }),
  axes: (view) =>
    [{ scale: "loss", size: 48, ...logarithmicAxis(view.chosen("loss") === "log") }],
  format: (line, value) => number(value ?? null),
  names: (line, view) =>
    line.measure ? curveNames(line, view) : { value: `loss of the ${line.label} (nats)` },
};

function union(lists) {
  return [...new Set(lists.flatMap((rows) => rows.map((row) => row.step)))].sort((a, b) => a - b);
}

/** A logarithmic axis has no step 0. */
function visible(view, steps) {
  return view.chosen("x") === "log" ? steps.filter((step) => step >= 1) : steps;
}
