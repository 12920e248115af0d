import { curveColumns, curveLines, curveNames } from "./curve-lines.js";
import { axisCount, count, number } from "./format.js";
import { axisNumber, logarithmicAxis, logarithmicScale } from "./scales.js";

const DASH = [7, 4];

/** The norm of the gradient and the learning rate against step. */
export const gradientRecipe = {
  lines: (run, view) => curveLines(run, view, [
    { id: "gradient-norm", label: "gradient norm", measure: "gradient_norm", unit: "1",
      quantity: "Euclidean norm of the gradient", colour: "--gradient-norm", scale: "norm" },
    { id: "learning-rate", label: "learning rate", measure: "learning_rate", unit: "1",
      quantity: "learning rate", colour: "--learning-rate", scale: "rate", dash: DASH,
      exact: true },
  ]),
  columns: (run, lines, view) => curveColumns(run, view, lines),
  shape: (view) => ["x", "gradient", "smooth"].map((name) => view.chosen(name)).join(" ")
    + view.isHidden("learning-rate"),
  scales: (view) => ({
    norm: logarithmicScale(view.chosen("gradient") === "log"),
    rate: { range: (plot, low, high) => [0, (high || 1) * 1.1] },
  }),
  axes: (view) => [
    { scale: "norm", size: 52, ...logarithmicAxis(view.chosen("gradient") === "log") },
    { scale: "rate", side: 1, size: 62, grid: { show: false },
      show: !view.isHidden("learning-rate"), values: (plot, values) => values.map(axisNumber) },
  ],
  format: (line, value) => number(value ?? null),
  names: curveNames,
};

/** Tokens a second, and the time for which the trainer waited for data, against step. */
export const speedRecipe = {
  lines: (run, view) => curveLines(run, view, [
    { id: "tokens-per-second", label: "tokens/s", measure: "tokens_per_second", unit: "1/s",
      quantity: "tokens trained on per second", colour: "--speed", scale: "tokens" },
    { id: "wait", label: "waiting for data", measure: "wait_seconds", unit: "s",
      quantity: "time that the step waited for its batch", colour: "--wait", scale: "wait",
      dash: DASH },
  ]),
  columns: (run, lines, view) => curveColumns(run, view, lines),
  shape: (view) => ["x", "smooth"].map((name) => view.chosen(name)).join(" ")
    + view.isHidden("wait"),
  scales: () => ({
    tokens: { range: (plot, low, high) => [0, (high || 1) * 1.1] },
    wait: { range: (plot, low, high) => [0, (high || 1) * 1.1] },
  }),
  axes: (view) => [
    { scale: "tokens", size: 52, values: (plot, values) => values.map(axisCount) },
    { scale: "wait", side: 1, size: 62, grid: { show: false }, show: !view.isHidden("wait"),
      values: (plot, values) => values.map((value) => `${axisNumber(value * 1000)} ms`) },
  ],
  format: (line, value) => line.id === "wait" ? milliseconds(value) : count(value),
  names: curveNames,
};

function milliseconds(seconds) {
  return seconds === null || seconds === undefined ? "\u2013" : `${number(seconds * 1000)} ms`;
}
