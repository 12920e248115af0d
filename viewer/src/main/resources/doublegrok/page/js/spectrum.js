import { number, percentWithUnit } from "./format.js";
import { nameOf, partsOf } from "./references.js";

const UNEXPLAINED = "unexplained";
const ID = "share-";

/** The shares of the references against step, stacked; and what they leave unexplained. */
export const spectrumRecipe = {
  lines: (run) => [
    ...labels(run).map((label) => ({
      id: ID + label,
      label: nameOf(label),
      colour: run.references.propertyOf(label),
      swatch: partsOf(label).map((part) => run.references.propertyOf(part)),
      fill: () => run.references.fillOf(label),
      stroke: "--surface",
      scale: "share",
      width: 1,
      dots: false,
    })),
    { id: UNEXPLAINED, label: UNEXPLAINED, colour: "--ink", scale: "nats", width: 1.25 },
  ],

  columns(run, lines, view) {
    const log = view.chosen("x") === "log";
    const rows = run.spectrum.rows.filter((row) => !log || row.step >= 1);
    const below = rows.map(() => 0);
    const columns = [rows.map((row) => row.step)];
    for (const { id } of lines.slice(0, -1)) {
      const shown = !view.isHidden(id);
      const low = [...below];
      rows.forEach((row, i) => {
        below[i] += shown ? (row.mixture.shares[id.slice(ID.length)] ?? 0) : 0;
      });
      columns.push(low, [...below], [...below]);
    }
    const nothing = rows.map(() => null);
    columns.push(nothing, nothing, rows.map((row) => row.mixture.unexplained));
    return columns;
  },

  /** An area's share is its height, not where its upper edge lies. */
  value(data, i, at) {
    const [low, high, value] = data.slice(3 * i + 1, 3 * i + 4);
    return low[at] === null ? value[at] : high[at] - low[at];
  },

  shape: (view) => `${view.chosen("x")} ${view.isHidden(UNEXPLAINED)}`,
  scales: () => ({
    share: { range: [0, 1] },
    nats: { range: (plot, low, high) => [0, (high || 1) * 1.1] },
  }),
  axes: (view) => [
    { scale: "share", size: 48, splits: () => [0, 0.2, 0.4, 0.6, 0.8, 1],
      values: (plot, values) => values.map((value) => value.toFixed(1)) },
    { scale: "nats", side: 1, size: 58, grid: { show: false }, show: !view.isHidden(UNEXPLAINED),
      values: (plot, values) => values.map((value) => `${+value.toFixed(3)}`) },
  ],
  names: (line) => ({
    value: line.id === UNEXPLAINED ? "unexplained (nats)" : `share of ${line.label} (ratio)`,
  }),
  format: (line, value) =>
    line.id === UNEXPLAINED ? `${number(value)} nats` : percentWithUnit(value),
};

function labels(run) {
  return run.references.inSpectrumOrder(
    new Set(run.spectrum.rows.flatMap((row) => Object.keys(row.mixture.shares))));
}
