import { count, percentWithUnit } from "./format.js";
import { valuesOf } from "./heat-values.js";
import { nameOf, partsOf } from "./references.js";
import { shade } from "./shades.js";

const HINT =
  "A row for each number of shots, a column for each checkpoint; point at one to read it.";
const STEPS_OF_SCALE = 11;

/** What the colours of the heat map mean, and the value at the pointer. */
export class HeatLegend {
  #place;
  #view;
  #at;
  #table;
  #known;
  #shown = "";

  constructor(figure, view, table, references) {
    this.#place = figure.querySelector(".legend");
    this.#at = figure.querySelector(".at");
    this.#view = view;
    this.#table = table;
    this.#known = references;
  }

  show(lines, values, step, plot) {
    this.#showKey();
    const row = step === null ? null : Math.floor(plot.posToVal(plot.cursor.top, "row"));
    const column = step === null ? null : this.#table().steps.indexOf(step);
    this.#at.textContent =
      row !== null && this.#table().accuracy[row] ? this.#cell(row, column) : HINT;
  }

  #cell(row, column) {
    const { shots, steps, attribution } = this.#table();
    const place = `step ${count(steps[column])}, ${shots[row]} shots:`;
    const weights = attribution[row][column];
    if (this.#view.chosen("cells") === "accuracy" || weights === null) {
      const { table, words } = valuesOf(this.#table());
      return `${place} ${words(table[row][column])}`;
    }
    const shares = this.#known().inOrder(Object.keys(weights))
      .map((label) => [label, weights[label]])
      .sort(([, a], [, b]) => b - a)
      .map(([label, weight]) => `${nameOf(label)} ${percentWithUnit(weight)}`);
    return `${place} ${shares.join(", ")}`;
  }

  #showKey() {
    const accuracy = this.#view.chosen("cells") === "accuracy";
    const labels = accuracy ? [] : this.#references();
    const { ends } = valuesOf(this.#table());
    const key = `${accuracy} ${ends.join()} ${labels.join()}`;
    if (key !== this.#shown) {
      this.#shown = key;
      this.#place.replaceChildren(...(accuracy ? scale(ends) : labels.map((label) => entry(label, this.#known().propertyOf(label)))));
    }
  }

  #references() {
    const cells = this.#table().attribution.flat().filter((weights) => weights !== null);
    return this.#known().inSpectrumOrder(new Set(cells.flatMap(Object.keys).flatMap(partsOf)));
  }
}

/** The colour scale from the dark end to the bright one. */
export function scale([dark, bright]) {
  const bar = document.createElement("span");
  bar.className = "scale";
  const stops = Array.from({ length: STEPS_OF_SCALE }, (none, i) =>
    `rgb(${shade(i / (STEPS_OF_SCALE - 1)).join()})`);
  bar.style.background = `linear-gradient(to right, ${stops.join()})`;
  return [text(dark), bar, text(bright)];
}

function entry(reference, property) {
  const made = text("");
  const swatch = document.createElement("span");
  swatch.className = "swatch area";
  swatch.style.setProperty("--series", `var(${property})`);
  made.className = "entry";
  made.append(swatch, reference);
  return made;
}

function text(content) {
  const made = document.createElement("span");
  made.textContent = content;
  return made;
}
