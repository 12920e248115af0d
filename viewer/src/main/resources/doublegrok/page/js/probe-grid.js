import { number } from "./format.js";
import { element, keyed } from "./keyed.js";
import { Picture, pictureOf, valueOf } from "./picture.js";
import { headOf, ProbeFigure } from "./probe-figure.js";

/** More cells a row than this need room. */
const MANY = 16;
/** Pictures that stand beside each other; what more there is, is told as a table. */
const MOST = 5;

/** Answers to the same questions side by side; pointing at a cell reads all of them. */
export class ProbeGrid {
  #row = element("div", "pictures");
  #figure = new ProbeFigure(this.#row, ([grid]) => tableOf(grid));
  #pictures = new Map();
  #grid = null;
  #cell = null;

  get place() {
    return this.#figure.place;
  }

  show([grid], run) {
    this.#grid = grid;
    this.#figure.tell([grid], run);
    const layers = new Map(grid.layers.slice(0, MOST).map((layer) => [layer.label, layer]));
    const [rows, columns] = sizeOf(grid);
    this.place.classList.toggle("wide", columns > MANY);
    keyed(this.#row, [...layers.keys()], (name) => this.#make(name), (child, name) => {
      this.#pictures.get(name).show(pictureOf(layers.get(name)));
      child.querySelector(".across").dataset.last = columns - 1;
      child.querySelector(".across").textContent = grid.across.label;
      child.querySelector(".down").dataset.last = rows - 1;
      child.querySelector(".down").textContent = grid.down.label;
    });
    this.#point(this.#cell);
  }

  #make(name) {
    const label = `${name}: ${this.#grid.value.label}; arrow keys read it`;
    const picture = new Picture(label, (cell) => this.#point(cell));
    this.#pictures.set(name, picture);
    return element("div", "picture", element("span", "name", name), element("span", "down"),
      picture.place, element("span", "across"));
  }

  #point(cell) {
    this.#cell = cell;
    const names = [...this.#row.children].map(({ dataset }) => dataset.key);
    names.forEach((name) => this.#pictures.get(name).mark(cell));
    this.#figure.reading.textContent = cell === null ? this.#grid.caption : this.#values(cell);
  }

  #values([row, column]) {
    const { across, down, layers } = this.#grid;
    const values = layers.slice(0, MOST)
      .map((layer) => `${layer.label} ${number(valueOf(layer, row, column))}`);
    return `${across.label} = ${column}, ${down.label} = ${row}: ${values.join(", ")}`;
  }
}

function sizeOf({ layers: [{ shades, numbers }] }) {
  const rows = shades ?? numbers;
  return [rows.length, rows[0].length];
}

function tableOf({ across, down, value, layers }) {
  const [rows, columns] = sizeOf({ layers });
  return {
    columns: [headOf(across), headOf(down),
      ...layers.map(({ label }) => `${value.label} by ${label}`)],
    rows: Array.from({ length: rows * columns }, (none, i) => {
      const [row, column] = [Math.floor(i / columns), i % columns];
      return [column, row, ...layers.map((layer) => valueOf(layer, row, column))];
    }),
  };
}
