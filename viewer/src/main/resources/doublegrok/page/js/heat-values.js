import { number, percentWithUnit } from "./format.js";

const known = new WeakMap();

/**
 * What a heat map shows of a set besides its algorithm: accuracies, or, where no answer is right or
 * wrong, squared errors on a logarithmic scale on which small ones are bright.
 */
export function valuesOf(table) {
  if (!known.has(table)) {
    known.set(table, made(table));
  }
  return known.get(table);
}

function made({ accuracy, loss }) {
  const errors = loss.flat().filter((value) => value > 0);
  if (errors.length === 0 || accuracy.flat().some((value) => value !== null)) {
    return {
      name: "accuracy",
      unit: "accuracy (ratio)",
      table: accuracy,
      place: (value) => value,
      words: percentWithUnit,
      ends: ["0\u202f%", "100\u202f%"],
    };
  }
  const [least, most] = [errors, errors].map((all, i) =>
    all.reduce((one, other) => Math[i ? "max" : "min"](one, other)));
  const span = Math.log(most / least) || 1;
  return {
    name: "error",
    unit: "mean squared error",
    table: loss,
    place: (value) => Math.log(most / Math.max(least, value)) / span,
    words: (value) => `squared error ${number(value)}`,
    ends: [number(most), number(least)],
  };
}
