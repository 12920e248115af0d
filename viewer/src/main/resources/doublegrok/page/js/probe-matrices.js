import { number } from "./format.js";
import { element, keyed } from "./keyed.js";
import { Picture, pictureOf, valueOf } from "./picture.js";
import { headOf, ProbeFigure } from "./probe-figure.js";

/** A number that is to be read stands out from here on. */
const CLEAR = 0.5;

/** Matrices as small pictures, or, where the numbers are to be read, as tables. */
export class ProbeMatrices {
  #drawing = element("div", "heads");
  #figure = new ProbeFigure(this.#drawing, ([found]) => tableOf(found));
  #pictures = new Map();
  #found = null;

  get place() {
    return this.#figure.place;
  }

  show([found], run) {
    this.#found = found;
    this.#figure.tell([found], run);
    const toRead = "numbers" in found.layers[0];
    this.place.classList.toggle("wide", !toRead);
    this.#figure.reading.textContent = found.caption;
    if (toRead) {
      this.#drawing.replaceChildren(...found.layers.map((layer) => matrix(found, layer)));
    } else {
      this.#showPictures();
      this.#point(null, null);
    }
  }

  #showPictures() {
    const { layers, abreast } = this.#found;
    const lines = Array.from({ length: Math.ceil(layers.length / abreast) }, (none, i) =>
      layers.slice(i * abreast, (i + 1) * abreast));
    keyed(this.#drawing, lines.map((line, i) => String(i)), () => element("div", "layer"),
      (child, i) => {
        child.style.setProperty("--heads", abreast);
        keyed(child, lines[i].map(({ label }) => label), (label) => this.#make(label),
          (picture, label) => this.#pictures.get(label).show(pictureOf(this.#layer(label))));
      });
  }

  #layer(label) {
    return this.#found.layers.find((layer) => layer.label === label);
  }

  #make(label) {
    const picture =
      new Picture(`${this.#found.title}: ${label}; arrow keys read it`,
        (cell) => this.#point(label, cell));
    this.#pictures.set(label, picture);
    return element("div", "picture", element("span", "name", label), picture.place);
  }

  #point(label, cell) {
    this.#pictures.forEach((picture, each) => picture.mark(each === label ? cell : null));
    this.#figure.reading.textContent =
      cell === null ? this.#found.caption : this.#value(this.#layer(label), cell);
  }

  #value(layer, [row, column]) {
    const { down, across, rows, columns, value } = this.#found;
    return `${layer.label}, ${down.label} ${rows[row]}, ${across.label} ${columns[column]}: ${
      value.label} ${number(valueOf(layer, row, column))}`;
  }
}

function matrix({ down, across, rows, columns }, { label, numbers }) {
  const heads = columns.map((column) => header("col", `${across.label} ${column}`));
  const lines = numbers.map((line, i) =>
    element("tr", "", header("row", `${down.label} ${rows[i]}`), ...line.map((value) =>
      element("td", value !== null && value > CLEAR ? "clear" : "",
        value?.toFixed(2) ?? "\u2013"))));
  const table = element("table", "",
    element("thead", "", element("tr", "", element("td", "", label), ...heads)),
    element("tbody", "", ...lines));
  return table;
}

function header(scope, text) {
  const made = element("th", "", text);
  made.scope = scope;
  return made;
}

function tableOf({ down, across, value, rows, columns, layers }) {
  return {
    columns: ["of", headOf(down), headOf(across), headOf(value)],
    rows: layers.flatMap((layer) => rows.flatMap((row, i) => columns.map((column, j) =>
      [layer.label, row, column, valueOf(layer, i, j)]))),
  };
}
