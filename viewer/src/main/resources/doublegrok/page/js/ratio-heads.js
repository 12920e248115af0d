import { offerExports } from "./exports.js";
import { element } from "./keyed.js";

const CLEAR = 0.5;

/** How far each head computes the ratio of its input, as a table. */
export class RatioHeads {
  #place;
  #found = null;
  #run = null;

  constructor(place) {
    this.#place = place;
    offerExports(place, () => ({ run: this.#run, step: this.#found.step, name: "ratio-heads",
      table: tableOf(this.#found) }));
  }

  show(probes, run) {
    this.#found = probes["ratio-heads"];
    this.#run = run?.summary.run;
    const scores = probes["ratio-heads"]?.scores;
    this.#place.hidden = !scores;
    if (scores) {
      this.#place.querySelector("tbody").replaceChildren(...scores.map(row));
      const heads = scores[0].map((score, head) => header("col", `head ${head + 1}`));
      this.#place.querySelector("thead tr").replaceChildren(element("td", ""), ...heads);
    }
  }
}

function tableOf({ scores }) {
  return {
    columns: ["layer", "head", "mean cosine of outputs of equal ratio less that of others"],
    rows: scores.flatMap((heads, layer) =>
      heads.map((score, head) => [layer + 1, head + 1, score])),
  };
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
