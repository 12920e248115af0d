import { count } from "./format.js";
import { thin } from "./thin.js";

const MOST_POINTS = 8000;
const ID = "evaluator-lag";

/** By how many steps the evaluator is behind: it grows with each, and falls with each evaluation. */
export class Lag {
  /** Ascending; `lag` just before a checkpoint's evaluation, and again just after it. */
  #rows = [];
  #evaluated = 0;

  constructor(points) {
    points.forEach(({ step, evaluated_step: evaluated }) => this.evaluated(evaluated, step));
  }

  /** Hears that a checkpoint was evaluated when so many steps were trained. */
  evaluated(evaluatedStep, trained) {
    const step = Math.max(trained, evaluatedStep, this.#rows.at(-1)?.step ?? 0);
    if (evaluatedStep > this.#evaluated) {
      this.#rows.push({ step, lag: step - this.#evaluated }, { step, lag: step - evaluatedStep });
      this.#evaluated = evaluatedStep;
    }
    if (this.#rows.length > MOST_POINTS) {
      this.#rows = thin(this.#rows, [0, step], false, ["lag"]);
    }
  }

  /** Up to the newest step. */
  until(step) {
    return [...this.#rows, { step, lag: Math.max(0, step - this.#evaluated) }];
  }
}

/** The steps that are not evaluated yet, against step. */
export const lagRecipe = {
  lines: () => [{ id: ID, label: "steps not evaluated yet", colour: "--lag", scale: "steps",
    width: 1.5, dots: false }],

  columns(run, lines, view) {
    const log = view.chosen("x") === "log";
    const rows = thin(run.lag.until(run.lastStep), view.range(run.lastStep), log, ["lag"]);
    const nothing = rows.map(() => null);
    return [rows.map((row) => row.step), nothing, nothing, rows.map((row) => row.lag)];
  },

  shape: (view) => view.chosen("x"),
  scales: () => ({ steps: { range: (plot, low, high) => [0, (high || 1) * 1.1] } }),
  axes: () => [{ scale: "steps", size: 56, values: (plot, values) => values.map(count) }],
  format: (line, value) => count(value),
  names: () => ({ value: "lag of the evaluator (steps)" }),
};
