import { count, percentWithUnit } from "./format.js";
import { scale } from "./heat-legend.js";
import { drawColumns, paintCells, rowCentres, shade } from "./shades.js";

const MOST_STACKED = 12;

/** More parts than can be told apart by colours that are stacked. */
export const isHeat = ({ shape, points }) =>
  shape === "shares" && Object.keys(points.rows.at(-1)?.values ?? {}).length > MOST_STACKED;

/** The parts of a whole against step: a row for each, the brighter the larger its share. */
export const heatRecipe = (name) => {
  const cells = new OffscreenCanvas(1, 1);
  let known = { steps: [], parts: [], values: [], most: 1 };
  return {
    lines(run) {
      known = tableOf(run.series.get(name));
      const { steps, parts, values, most } = known;
      paintCells(cells, Math.max(1, parts.length), Math.max(1, steps.length), (row, column) =>
        parts.length === 0 || steps.length === 0
          ? null : shade(values[parts.length - 1 - row][column] / most));
      return [{ id: name, label: "", colour: "--ink", scale: "row", width: 0, dots: false }];
    },
    columns() {
      const nothing = known.steps.map(() => null);
      return [known.steps, nothing, nothing, nothing];
    },
    shape: (view) => view.chosen("x"),
    scales: () => ({ row: { range: () => [0, Math.max(1, known.parts.length)] } }),
    axes: () => [{
      scale: "row", size: 48, grid: { show: false },
      splits: () => rowCentres(known.parts.length),
      values: (plot, at) => at.map((row) => known.parts[Math.floor(row)]?.split(" ").at(-1) ?? ""),
    }],
    table: (view) => ({ name, table: rowsOf(known, view) }),
    bare: true,
    paint: (plot) => drawColumns(plot, known.steps, cells),
    legend: (figure) => new Legend(figure, () => known),
  };
};

/** What the colours mean, and the share at the pointer. */
class Legend {
  #place;
  #at;
  #known;

  constructor(figure, known) {
    this.#place = figure.querySelector(".legend");
    this.#at = figure.querySelector(".at");
    this.#known = known;
  }

  show(lines, values, step, plot) {
    const { steps, parts, values: shares, most } = this.#known();
    this.#place.replaceChildren(...scale([percentWithUnit(0), percentWithUnit(most)]));
    const row = step === null ? -1 : Math.floor(plot.posToVal(plot.cursor.top, "row"));
    this.#at.textContent = parts[row] === undefined ? ""
      : `step ${count(step)}, ${parts[row]}: ${percentWithUnit(shares[row][steps.indexOf(step)])}`;
  }
}

function tableOf({ rest, points: { rows } }) {
  const parts = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))]
    .filter((part) => part !== rest);
  const values = parts.map((part) => rows.map((row) => row.values[part] ?? 0));
  return {
    steps: rows.map(({ step }) => step),
    parts,
    values,
    most: values.flat().reduce((one, other) => Math.max(one, other), 0) || 1,
  };
}

function rowsOf({ steps, parts, values }, view) {
  const [from, to] = view.range(steps.at(-1) ?? 1);
  return {
    columns: ["step", ...parts.map((part) => `share of ${part} (ratio)`)],
    rows: steps.flatMap((step, at) =>
      step < from || step > to ? [] : [[step, ...values.map((row) => row[at])]]),
  };
}
