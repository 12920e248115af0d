import { gridOf } from "./sweep-grid.js";
import { shortKey } from "./sweep.js";

/** A phase diagram as a table of its cells for a program, and as a grid for a paper. */
export function diagramTable(sweep, keys, measure, label) {
  const grid = gridOf(sweep, keys);
  const places = [keys.down, keys.over, keys.rows, keys.columns];
  const used = places.filter(Boolean);
  const value = (number) => number === null ? null
    : measure.isPhase ? sweep.phases[number] : Number.isFinite(number) ? number : "not reached";
  const rows = grid.grids.flat().flatMap((each) => each.cells.flatMap((cells, i) =>
    cells.flatMap((runs, j) => {
      if (runs.length === 0) {
        return [];
      }
      const { known, of, median, low, high } = sweep.spreadOf(runs, label);
      const values = [each.down, each.over, grid.rows[i], grid.columns[j]]
        .filter((none, place) => places[place]);
      return [[...values, value(median), value(low), value(high), known, of]];
    })));
  return {
    columns: [...used, `median of ${label}`, "lowest", "highest", "seeds known", "seeds"],
    rows,
    grid: gridForPaper(sweep, keys, grid, measure, label),
  };
}

function gridForPaper(sweep, keys, grid, measure, label) {
  const facets = [keys.down, keys.over].filter(Boolean).map(shortKey);
  const head = keys.columns ? grid.columns.map((value) => `${shortKey(keys.columns)} ${value}`)
    : [measure.name];
  const rows = grid.grids.flat().flatMap((each) => each.cells.map((cells, i) => [
    ...[[keys.down, each.down], [keys.over, each.over]].filter(([key]) => key)
      .map(([, value]) => value),
    ...(keys.rows ? [grid.rows[i]] : []),
    ...cells.map((runs) => words(sweep.spreadOf(runs, label), measure)),
  ]));
  return {
    columns: [...facets, ...(keys.rows ? [shortKey(keys.rows)] : []), ...head],
    rows,
    caption: `${measure.name}: median, and the range of the seeds`,
  };
}

/** The median, and behind it the range where the seeds differ. */
export function words({ median, low, high, of }, measure) {
  if (of === 0 || median === null) {
    return "";
  }
  return low === high ? measure.text(median)
    : `${measure.text(median)} (${measure.text(low)}\u2013${measure.text(high)})`;
}
