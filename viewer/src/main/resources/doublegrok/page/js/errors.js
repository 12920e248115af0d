import { number } from "./format.js";
import { Z } from "./interval.js";
import { accuracyRecipe } from "./recipes.js";
import { logarithmicAxis, logarithmicScale } from "./scales.js";

/** Mean squared error on each set against step, where no answer is right or wrong. */
export const errorRecipe = {
  lines: (run) => accuracyRecipe.lines(run).map((line) => ({ ...line, scale: "error" })),

  columns(run, lines, view) {
    const shots = view.chosen("shots") === "all" ? "all_shots" : "last_shot";
    const positive = view.chosen("loss") === "log";
    const points = lines.map((line) => run.evaluations.get(line.id));
    const steps = [...new Set(points.flatMap(({ rows }) => rows.map(({ step }) => step)))]
      .filter((step) => step >= 1 || view.chosen("x") !== "log")
      .sort((a, b) => a - b);
    const column = (each, far) => steps.map((step) => {
      const { loss = null, loss_error: error = null } = each.at(step)?.[shots] ?? {};
      const value = loss === null ? null : loss + far * Z * (error ?? 0);
      return positive && value <= 0 ? null : value;
    });
    return [steps, ...points.flatMap((each) => [-1, 1, 0].map((far) => column(each, far)))];
  },

  shape: (view) => ["x", "loss"].map((name) => view.chosen(name)).join(" "),
  scales: (view) => ({ error: logarithmicScale(view.chosen("loss") === "log") }),
  axes: (view) =>
    [{ scale: "error", size: 56, ...logarithmicAxis(view.chosen("loss") === "log") }],
  format: (line, value) => number(value ?? null),
  names(line, view) {
    const shots = view.chosen("shots") === "all" ? "over all shots" : "at the last shot";
    return {
      value: `mean squared error on ${line.id} ${shots}`,
      low: `low end of its 95 % interval on ${line.id}`,
      high: `high end of its 95 % interval on ${line.id}`,
    };
  },
};
