import { nameOfMeasure } from "./sweep-measure.js";
import { shortKey } from "./sweep.js";

/** Gives a select these options, as keys or measures are called, if it has not got them. */
export function fillSelect(select, values, chosen, nameOf = usualName) {
  const had = [...select.options].map(({ value }) => value);
  if (had.join("\n") !== values.join("\n")) {
    select.replaceChildren(...values.map((value) => new Option(nameOf(value), value)));
  }
  select.value = chosen;
}

function usualName(value) {
  if (value === "-") {
    return "none";
  }
  const measure = nameOfMeasure(value);
  return measure === value ? shortKey(value) : measure;
}
