import { nameOf, valueOf } from "./sweep.js";

/**
 * A sweep's runs by the values of up to four keys: two of a grid, and two over which grids stand
 * beside and below each other.
 *
 * @param keys {rows, columns, down, over}, each a key or the empty text
 * @returns {rows, columns, grids, mixed} with the values down and across, the grids in their places
 *     [down][over] with their names and cells [row][column] of runs, and the keys that are in none
 *     of the four, whose runs lie in one cell
 */
export function gridOf(sweep, keys) {
  const used = [keys.rows, keys.columns, keys.down, keys.over];
  const [rows, columns, downs, overs] = used.map((key) => key ? sweep.valuesOf(key) : [""]);
  const places = new Map();
  const at = (...values) => JSON.stringify(values);
  for (const run of sweep.runs) {
    const place = at(...used.map((key) => key ? valueOf(run, key) : ""));
    places.set(place, [...places.get(place) ?? [], run]);
  }
  const grids = downs.map((down) => overs.map((over) => ({
    name: nameOf(...named([keys.down, down], [keys.over, over])),
    down,
    over,
    cells: rows.map((row) => columns.map((column) =>
      places.get(at(row, column, down, over)) ?? [])),
  })));
  return { rows, columns, grids, mixed: sweep.keys.filter((key) => !used.includes(key)) };
}

/** What is chosen where a place of the diagram is to have no key. */
export const NONE = "-";
const PLACES = ["rows", "columns", "over", "down"];

/** The keys of a diagram: what is chosen, else what the sweep names, else whatever is left. */
export function keysOf(sweep, choices) {
  const keys = {};
  const left = new Set(sweep.keys);
  const take = (place, key) => {
    keys[place] = key;
    left.delete(key);
  };
  for (const place of PLACES) {
    const wanted = choices.of(place);
    if (wanted === NONE || left.has(wanted)) {
      take(place, wanted === NONE ? "" : wanted);
    }
  }
  const open = () => PLACES.filter((place) => !(place in keys));
  open().filter((place) => left.has(sweep[place])).forEach((place) => take(place, sweep[place]));
  open().sort((a, b) => (a === "columns" ? -1 : b === "columns" ? 1 : 0))
    .forEach((place) => take(place, [...left][0] ?? ""));
  return keys;
}

/** Puts a key in a place of the diagram, and takes it out of the others. */
export function place(choices, place, key) {
  PLACES.filter((other) => other !== place && choices.of(other) === key && key !== NONE)
    .forEach((other) => choices.choose(other, ""));
  choices.choose(place, key);
}

function named(...pairs) {
  const there = pairs.filter(([key]) => key);
  return [there.map(([key]) => key), there.map(([, value]) => value)];
}
