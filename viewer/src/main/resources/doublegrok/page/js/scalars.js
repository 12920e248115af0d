import { number } from "./format.js";

const COLOURS = 6;
/** Standard normal quantile of a two-sided 95 % interval. */
const Z = 1.96;

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
        colour: `--line-${1 + (i % COLOURS)}`,
        scale: scaleOf(units.indexOf(series.units[label] ?? "")),
        width: 2,
      }));
    },

    columns(run, lines, view) {
      const log = view.chosen("x") === "log";
      const rows = run.series.get(name).points.rows.filter((row) => !log || row.step >= 1);
      const end = (row, part, sign) => {
        const [value, error] = [row.values[part] ?? null, row.errors?.[part] ?? null];
        return value === null || error === null ? null : value + sign * Z * error;
      };
      return [
        rows.map((row) => row.step),
        ...lines.flatMap(({ part }) => [
          rows.map((row) => end(row, part, -1)),
          rows.map((row) => end(row, part, 1)),
          rows.map((row) => row.values[part] ?? null),
        ]),
      ];
    },

    shape: (view) => `${view.chosen("x")} ${units.join()}`,
    scales: () => Object.fromEntries(units.map((unit, i) => [scaleOf(i), {}])),
    /** Two units have an axis each; of more the legend tells the values. */
    axes: () => units.slice(0, 2).map((unit, i) => ({ scale: scaleOf(i), side: i === 0 ? 3 : 1,
      size: 58, grid: i === 0 ? undefined : { show: false },
      values: (plot, values) => values.map((value) => `${+value.toPrecision(4)}`) }))
      .map(({ grid, ...axis }) => (grid ? { ...axis, grid } : axis)),
    names: ({ label, unit }) => ({
      value: unit ? `${label} (${unit})` : label,
      low: `low end of the 95 % interval of ${label}`,
      high: `high end of the 95 % interval of ${label}`,
    }),
    format: ({ unit }, value) => `${number(value ?? null)} ${unit}`.trim(),
  };
};

function scaleOf(unit) {
  return `unit-${unit}`;
}
