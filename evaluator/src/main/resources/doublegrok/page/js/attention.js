import { number } from "./format.js";
import { element, keyed } from "./keyed.js";
import { Picture } from "./picture.js";

/** Where each head looks: a small picture for each, the rows the positions that attend. */
export class Attention {
  #place;
  #rows;
  #reading;
  #pictures = new Map();
  #found = null;

  constructor(place) {
    this.#place = place;
    this.#rows = place.querySelector(".heads");
    this.#reading = place.querySelector(".reading");
  }

  show({ attention }) {
    this.#found = attention;
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
