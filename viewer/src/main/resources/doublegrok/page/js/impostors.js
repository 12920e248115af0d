import { offerExports } from "./exports.js";
import { number } from "./format.js";
import { linear, svg } from "./svg.js";

const WIDTH = 420;
const HEIGHT = 220;
const LEFT = 44;
const BOTTOM = 34;
const TOP = 10;
/** Standard normal quantile of a two-sided 95 % interval. */
const Z = 1.96;

/** By how much the impostor's answer is more probable than the true one, against shot. */
export class Impostors {
  #place;
  #found = null;
  #run = null;

  constructor(place) {
    this.#place = place;
    offerExports(place, () => ({ run: this.#run, step: this.#found.step, name: "impostors",
      table: tableOf(this.#found) }));
  }

  show({ impostors }, run) {
    this.#found = impostors;
    this.#run = run?.summary.run;
    this.#place.hidden = !impostors?.shots.length;
    if (!this.#place.hidden) {
      this.#place.querySelector(".drawing").replaceChildren(drawing(impostors.shots));
    }
  }
}

function tableOf({ shots }) {
  return {
    columns: ["shots", "probability of the impostor's answer", "probability of the true answer",
      "standard error of the difference"],
    rows: shots.map(({ shot, impostor, truth, error }) => [shot, impostor, truth, error]),
  };
}

function drawing(shots) {
  const scores = shots.map(({ impostor, truth }) => impostor - truth);
  const ends = scores.flatMap((score, i) =>
    [score - Z * shots[i].error, score + Z * shots[i].error]);
  const range = [Math.min(-0.25, ...ends), Math.max(0.25, ...ends)];
  const y = linear(range, [HEIGHT - BOTTOM, TOP]);
  const x = linear([shots[0].shot - 0.5, shots.at(-1).shot + 0.5], [LEFT, WIDTH - 8]);
  const every = Math.ceil(shots.length / 12);
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img",
    "aria-label": "Impostor score against shot" },
    ...[-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1]
      .filter((at) => at >= range[0] && at <= range[1])
      .flatMap((at) => level(at, y(at))),
    ...shots.filter((each, i) => i % every === 0).map(({ shot }) =>
      svg("text", { class: "tick", x: x(shot), y: HEIGHT - 18, "text-anchor": "middle" }, shot)),
    svg("text", { class: "tick", x: (LEFT + WIDTH) / 2, y: HEIGHT - 3, "text-anchor": "middle" },
      "shots"),
    ...shots.map((each, i) => point(each, scores[i], x, y)));
}

function level(at, y) {
  return [
    svg("path", { class: at === 0 ? "zero" : "grid", d: `M${LEFT} ${y}H${WIDTH - 8}` }),
    svg("text", { class: "tick", x: LEFT - 6, y: y + 4, "text-anchor": "end" }, at),
  ];
}

function point({ shot, impostor, truth, error }, score, x, y) {
  const at = x(shot);
  const [low, high] = [score - Z * error, score + Z * error].map(y);
  const cap = `M${at - 4} ${low}h8M${at - 4} ${high}h8`;
  const text = `${shot} shots: ${number(score)} \u00b1 ${number(Z * error)}; impostor ${
    number(impostor)}, truth ${number(truth)}`;
  return svg("g", { class: "score" }, svg("title", {}, text),
    svg("path", { class: "bar", d: `M${at} ${low}V${high}${cap}` }),
    svg("circle", { cx: at, cy: y(score), r: 4 }));
}
