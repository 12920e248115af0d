import { offerExports } from "./exports.js";
import { number } from "./format.js";
import { element, keyed } from "./keyed.js";
import { Picture, WHOLE } from "./picture.js";

/** Where each head looks: a small picture for each, the rows the positions that attend. */
export class Attention {
  #place;
  #rows;
  #reading;
  #pictures = new Map();
  #found = null;
  #run = null;

  constructor(place) {
    this.#place = place;
    this.#rows = place.querySelector(".heads");
    this.#reading = place.querySelector(".reading");
    offerExports(place, () => ({ run: this.#run, step: this.#found.step, name: "attention",
      table: this.#table() }));
  }

  show({ attention }, run) {
    this.#found = attention;
    this.#run = run?.summary.run;
    this.#place.hidden = !attention;
    if (!attention) {
      return;
    }
    const layers = attention.weights.map((layer, l) => String(l));
    keyed(this.#rows, layers, () => element("div", "layer"), (child, l) => {
      const heads = attention.weights[l].map((weights, h) => `${l} ${h}`);
      child.style.setProperty("--heads", heads.length);
      keyed(child, heads, (key) => this.#make(key), (picture, key) =>
        this.#pictures.get(key).show(this.#matrix(key)));
    });
    this.#point(null, null);
  }

  #table() {
    const { weights, tokens } = this.#found;
    return {
      columns: ["layer", "head", "position that attends", "position attended to",
        "token attended to", "weight (ratio)"],
      rows: weights.flatMap((heads, layer) => heads.flatMap((cells, head) =>
        cells.map((weight, i) => {
          const to = i % tokens.length;
          const from = Math.floor(i / tokens.length);
          return [layer + 1, head + 1, from + 1, to + 1, tokens[to], weight / WHOLE];
        }))),
    };
  }

  #matrix(key) {
    const [layer, head] = key.split(" ");
    const weights = this.#found.weights[layer][head];
    const length = this.#found.tokens.length;
    return this.#found.tokens.map((token, row) => weights.slice(row * length, (row + 1) * length));
  }

  #make(key) {
    const [layer, head] = key.split(" ").map(Number);
    const name = `layer ${layer + 1}, head ${head + 1}`;
    const label = `Attention of ${name}; arrow keys read it`;
    const picture = new Picture(label, (cell) => this.#point(key, cell));
    this.#pictures.set(key, picture);
    return element("div", "picture", element("span", "name", name), picture.place);
  }

  #point(key, cell) {
    this.#pictures.forEach((picture, each) => picture.mark(each === key ? cell : null));
    this.#reading.textContent = cell === null ? this.#context() : this.#value(key, cell);
  }

  #context() {
    return `Down: the position that attends; across: the one attended to, 1 to ${
      this.#found.tokens.length}.`;
  }

  #value(key, cell) {
    const [from, to] = cell.map((at) => `position ${at + 1} (token ${this.#found.tokens[at]})`);
    return `${from} attends to ${to}: ${number(this.#pictures.get(key).value(cell))}`;
  }
}
