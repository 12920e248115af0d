import { offerExports } from "./exports.js";
import { number } from "./format.js";
import { element, keyed } from "./keyed.js";
import { Picture, WHOLE } from "./picture.js";

const SHOWN = ["model", "exact", "switchboard", "table", "ratio"];
/** More cells a row than this need room. */
const MANY = 16;
const LINEAR = "modular-linear";
const TITLES = {
  "grid-id": "Queries of a trained task",
  "grid-ood": "Queries of a never-trained task",
  "grid-tasks": "Queries of every task",
};

/** What the model, and each reference, makes of every query after one context. */
export class Grids {
  #place;
  #grids = new Map();

  constructor(place) {
    this.#place = place;
  }

  show(probes, run) {
    const names = Object.keys(probes).filter((name) => name.startsWith("grid-"));
    this.#place.hidden = names.length === 0;
    keyed(this.#place, names, (name) => {
      this.#grids.set(name, new Grid(name));
      return this.#grids.get(name).place;
    }, (child, name) => this.#grids.get(name).show(probes[name], run.summary));
  }
}

/** One context's pictures, side by side; pointing at a cell reads all of them. */
class Grid {
  #title = element("h3", "");
  #reading = element("p", "reading");
  #row = element("div", "pictures");
  #pictures = new Map();
  #grid = null;
  #summary = null;
  #cell = null;
  place;

  constructor(name) {
    this.#title.textContent = TITLES[name] ?? name;
    this.#reading.setAttribute("aria-live", "polite");
    this.place = element("figure", "panel", element("figcaption", "", this.#title), this.#row,
      this.#reading);
    offerExports(this.place, () =>
      ({ run: this.#summary.run, step: this.#grid.step, name, table: this.#table() }));
  }

  show(grid, summary) {
    this.#grid = grid;
    this.place.classList.toggle("wide", grid.model[0].length > MANY);
    this.#summary = summary;
    const scores = { model: grid.model, ...grid.references };
    const shown = SHOWN.filter((name) => name in scores);
    keyed(this.#row, shown, (name) => this.#make(name), (child, name) => {
      this.#pictures.get(name).show(scores[name]);
      child.querySelector(".across").dataset.last = grid.model[0].length - 1;
      child.querySelector(".across").textContent = grid.columnMeaning;
      child.querySelector(".down").dataset.last = grid.model.length - 1;
      child.querySelector(".down").textContent = grid.rowMeaning;
    });
    this.#point(this.#cell);
  }

  #make(name) {
    const label = `${name}: the probability of the answer to each query; arrow keys read it`;
    const picture = new Picture(label, (cell) => this.#point(cell));
    this.#pictures.set(name, picture);
    return element("div", "picture", element("span", "name", name), element("span", "down"),
      picture.place, element("span", "across"));
  }

  #point(cell) {
    this.#cell = cell;
    const pictures = [...this.#row.children].map(({ dataset }) => dataset.key);
    pictures.forEach((name) => this.#pictures.get(name).mark(cell));
    this.#reading.textContent = cell === null ? this.#context() : this.#values(cell, pictures);
  }

  #table() {
    const { rowMeaning, columnMeaning } = this.#grid;
    const scores = { model: this.#grid.model, ...this.#grid.references };
    const names = Object.keys(scores);
    return {
      columns: [columnMeaning, rowMeaning,
        ...names.map((name) => `probability of the right answer by ${name}`)],
      rows: this.#grid.model.flatMap((cells, row) => cells.map((cell, column) =>
        [column, row, ...names.map((name) => scores[name][row][column] / WHOLE)])),
    };
  }

  #context() {
    const { latents, shots } = this.#grid;
    const task = latents.length === 1 ? `; ${this.#task(latents[0])}` : "";
    return `Probability of the right answer after ${shots} shots${task}.`;
  }

  /** A latent of two weights has them as its digits, that of x first. */
  #task(latent) {
    const modulus = this.#grid.model[0].length;
    return this.#summary.family === LINEAR
      ? `z = ${latent % modulus} x + ${Math.floor(latent / modulus)} y mod ${modulus}`
      : `task ${latent}`;
  }

  #values(cell, pictures) {
    const { rowMeaning, columnMeaning } = this.#grid;
    const values = pictures.map((name) =>
      `${name} ${number(this.#pictures.get(name).value(cell))}`);
    return `${columnMeaning} = ${cell[1]}, ${rowMeaning} = ${cell[0]}: ${values.join(", ")}`;
  }
}
