import { number } from "./format.js";
import { Z } from "./interval.js";
import { logarithmicAxis, logarithmicScale } from "./scales.js";

/** Single numbers against step, each with its interval if its error is known. */
export const scalarsRecipe = (name) => {
  let units = [];
  return {
    lines(run) {
      const series = run.series.get(name);
      const labels = [...new Set(series.points.rows.flatMap(({ values }) => Object.keys(values)))];
      units = [...new Set(labels.map((label) => series.units[label] ?? ""))];
      return labels.map((label, i) => ({
        id: `${name}-${label}`,
        part: label,
        label,
        unit: series.units[label] ?? "",
        colour: run.sets.lineOf(label, i),
        scale: scaleOf(units.indexOf(series.units[label] ?? "")),
        width: 2,
      }));
    },

    columns(run, lines, view) {
      const log = view.chosen("x") === "log";
      const rows = run.series.get(name).points.rows.filter((row) => !log || row.step >= 1);
      const drawn = (value) => (isLog(view) && value <= 0 ? null : value);
      const end = (row, part, sign) => {
        const [value, error] = [row.values[part] ?? null, row.errors?.[part] ?? null];
        return value === null || error === null ? null : value + sign * Z * error;
      };
      return [
        rows.map((row) => row.step),
        ...lines.flatMap(({ part }) => [
          rows.map((row) => drawn(end(row, part, -1))),
          rows.map((row) => drawn(end(row, part, 1))),
          rows.map((row) => drawn(row.values[part] ?? null)),
        ]),
      ];
    },

    shape: (view) => `${view.chosen("x")} ${view.chosen("scalars")} ${units.join()}`,
    scales: (view) => Object.fromEntries(units.map((unit, i) =>
      [scaleOf(i), isLog(view) ? logarithmicScale(true) : {}])),
    /** Two units have an axis each; of more the legend tells the values. */
    axes: (view) => units.slice(0, 2).map((unit, i) => ({ scale: scaleOf(i),
      side: i === 0 ? 3 : 1, size: 58, grid: i === 0 ? undefined : { show: false },
      values: (plot, values) => values.map((value) => `${+value.toPrecision(4)}`),
      ...(isLog(view) ? logarithmicAxis(true) : {}) }))
      .map(({ grid, ...axis }) => (grid ? { ...axis, grid } : axis)),
    names: ({ label, unit }) => ({
      value: unit ? `${label} (${unit})` : label,
      low: `low end of the 95 % interval of ${label}`,
      high: `high end of the 95 % interval of ${label}`,
    }),
    format: ({ unit }, value) => `${number(value ?? null)} ${unit}`.trim(),
  };
};

/** What is 0 or less has no place on a logarithmic axis. */
function isLog(view) {
  return view.chosen("scalars") === "log";
}

function scaleOf(unit) {
  return `unit-${unit}`;
}
