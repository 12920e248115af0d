import { number, percentWithUnit } from "./format.js";
import { nameOf, partsOf } from "./references.js";

/** The parts of a whole against step, stacked; and the number beside them. */
export const sharesRecipe = (name) => {
  const rest = { id: `${name}-rest`, rest: true, colour: "--ink", scale: "rest", width: 1.25 };
  let beside = false;
  const isShown = (view) => beside && !view.isHidden(rest.id);
  return {
    lines(run) {
      const series = run.series.get(name);
      beside = series.rest !== null;
      const told = { ...rest, part: series.rest, label: series.rest,
        unit: series.units[series.rest] };
      return [...labels(run, series).map((label) => area(run, name, label)), ...beside ? [told] : []];
    },

    columns(run, lines, view) {
      const log = view.chosen("x") === "log";
      const rows = run.series.get(name).points.rows.filter((row) => !log || row.step >= 1);
      const below = rows.map(() => 0);
      const nothing = rows.map(() => null);
      return [rows.map((row) => row.step), ...lines.flatMap((line) => {
        if (line.rest) {
          return [nothing, nothing, rows.map((row) => row.values[line.part] ?? null)];
        }
        const shown = !view.isHidden(line.id);
        const low = [...below];
        rows.forEach((row, i) => {
          below[i] += shown ? (row.values[line.part] ?? 0) : 0;
        });
        return [low, [...below], [...below]];
      })];
    },

    /** An area's share is its height, not where its upper edge lies. */
    value(data, i, at) {
      const [low, high, value] = data.slice(3 * i + 1, 3 * i + 4);
      return low[at] === null ? value[at] : high[at] - low[at];
    },

    shape: (view) => `${view.chosen("x")} ${isShown(view)}`,
    scales: () => ({
      share: { range: [0, 1] },
      rest: { range: (plot, low, high) => [Math.min(0, low ?? 0), (high || 1) * 1.1] },
    }),
    axes: (view) => [
      { scale: "share", size: 48, splits: () => [0, 0.2, 0.4, 0.6, 0.8, 1],
        values: (plot, values) => values.map((value) => value.toFixed(1)) },
      { scale: "rest", side: 1, size: 58, grid: { show: false }, show: isShown(view),
        values: (plot, values) => values.map((value) => `${+value.toFixed(3)}`) },
    ],
    names: (line) => ({
      value: line.rest ? `${line.label} (${line.unit})` : `share of ${line.label} (ratio)`,
    }),
    format: (line, value) =>
      line.rest ? `${number(value)} ${line.unit}` : percentWithUnit(value),
  };
};

function area({ references }, name, label) {
  return {
    id: `${name}-${label}`,
    part: label,
    label: nameOf(label),
    colour: references.propertyOf(label),
    swatch: partsOf(label).map((part) => references.propertyOf(part)),
    fill: () => references.fillOf(label),
    stroke: "--surface",
    scale: "share",
    width: 1,
    dots: false,
  };
}

function labels(run, { rest, points }) {
  return run.references.inSpectrumOrder(new Set(points.rows.flatMap(({ values }) => Object.keys(values))
    .filter((label) => label !== rest)));
}
