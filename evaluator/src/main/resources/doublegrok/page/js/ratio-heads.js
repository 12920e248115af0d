import { element } from "./keyed.js";

const CLEAR = 0.5;

/** How far each head computes the ratio of its input, as a table. */
export class RatioHeads {
  #place;

  constructor(place) {
    this.#place = place;
  }

  show(probes) {
    const scores = probes["ratio-heads"]?.scores;
    this.#place.hidden = !scores;
    if (scores) {
      this.#place.querySelector("tbody").replaceChildren(...scores.map(row));
      const heads = scores[0].map((score, head) => header("col", `head ${head + 1}`));
      this.#place.querySelector("thead tr").replaceChildren(element("td", ""), ...heads);
    }
  }
}

function row(scores, layer) {
  const cells = scores.map((score) =>
    element("td", score !== null && score > CLEAR ? "clear" : "", score?.toFixed(2) ?? "\u2013"));
  return element("tr", "", header("row", `layer ${layer + 1}`), ...cells);
}

function header(scope, text) {
  const made = element("th", "", text);
  made.scope = scope;
  return made;
}
