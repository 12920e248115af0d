import { offerExports } from "./exports.js";
import { percent } from "./format.js";
import { element, keyed } from "./keyed.js";
import { logarithms } from "./logarithm.js";
import { linear, svg } from "./svg.js";

const SIZE = 280;
const MARGIN = 16;
const MULTIPLICATIVE = "modular-linear";
const EMBEDDING = "components-embedding";

/** Tokens and outputs in the plane of two principal components, coloured by token. */
export class Components {
  #place;
  #view;
  #plots;
  #probes = {};
  #run = null;
  #drawn = "";

  constructor(place, view) {
    this.#place = place;
    this.#view = view;
    this.#plots = place.querySelector(".scatters");
    offerExports(place, () => ({ run: this.#run.summary.run, step: this.#probes[EMBEDDING].step,
      name: "components", table: this.#table() }));
  }

  show(probes, run) {
    this.#probes = probes;
    this.#run = run;
    this.#drawn = "";
    this.follow();
  }

  #table() {
    const found = this.#names.map((name) => ({ name, ...this.#probes[name] }));
    const most = Math.max(...found.map(({ variance }) => variance.length));
    const components = Array.from({ length: most }, (none, i) => `component ${i + 1}`);
    return {
      columns: ["of", "token", ...components],
      rows: found.flatMap(({ name, tokens, points }) => tokens.map((token, i) =>
        [name.replace("components-", ""), token, ...components.map((each, k) => points[i][k])])),
    };
  }

  get #names() {
    return Object.keys(this.#probes)
      .filter((name) => name.startsWith("components-"))
      .sort((a, b) => (b === EMBEDDING) - (a === EMBEDDING) || a.localeCompare(b));
  }

  /** Draws again if another plane or order was chosen. */
  follow() {
    const key = `${this.#view.chosen("plane")} ${this.#view.chosen("tokens")}`;
    if (this.#drawn === key) {
      return;
    }
    this.#drawn = key;
    const names = this.#names;
    this.#place.hidden = names.length === 0;
    const order = names.length === 0 ? null : this.#order();
    this.#explain(order);
    keyed(this.#plots, names, () => element("div", "scatter"), (child, name) => {
      const { tokens } = this.#probes[name];
      const labelled = new Set(tokens).size === tokens.length;
      child.replaceChildren(
        element("span", "name", name.replace("components-", "").replace("-", " ")),
        scatter(this.#probes[name], this.#axes(), order, labelled));
    });
  }

  #axes() {
    return this.#view.chosen("plane").split("-").map((component) => component - 1);
  }

  /** The place of each token on a circle, and how many places there are. */
  #order() {
    const vocabulary = this.#probes[EMBEDDING]?.tokens.length ?? 0;
    const multiplies = this.#run?.summary.family === MULTIPLICATIVE;
    const logarithm = multiplies ? logarithms(vocabulary) : null;
    this.#place.querySelector("[data-choice=tokens]").hidden = logarithm === null;
    if (logarithm !== null && this.#view.chosen("tokens") === "logarithm") {
      return { of: (token) => logarithm.get(token) ?? null, count: vocabulary - 1, logarithm };
    }
    return { of: (token) => token, count: Math.max(1, vocabulary), logarithm: null };
  }

  #explain(order) {
    const root = [...(order?.logarithm ?? [])].find(([, exponent]) => exponent === 1)?.[0];
    this.#place.querySelector(".reading").textContent = root === undefined
      ? "The colours follow the tokens in their order."
      : `Colour and line follow the discrete logarithm to the base ${root}; 0, which has none, is`
        + " grey.";
  }
}

function scatter({ points, tokens, variance }, [across, up], order, labelled) {
  const reach = Math.max(...points.flatMap((point) => [across, up].map((i) => Math.abs(point[i]))));
  const x = linear([-reach, reach], [MARGIN, SIZE - MARGIN]);
  const y = linear([-reach, reach], [SIZE - MARGIN, MARGIN]);
  const at = (i) => [x(points[i][across]), y(points[i][up])];
  const drawing = svg("svg", { viewBox: `0 0 ${SIZE} ${SIZE}`, role: "img",
    "aria-label": `Principal components ${across + 1} and ${up + 1}` },
    svg("path", { class: "axis", d: `M${x(0)} 4V${SIZE - 4}M4 ${y(0)}H${SIZE - 4}` }),
    svg("text", { class: "tick", x: SIZE - 2, y: SIZE - 2, "text-anchor": "end" },
      `across ${name(across, variance)}`),
    svg("text", { class: "tick", x: 2, y: 10 }, `up ${name(up, variance)}`));
  if (labelled && order.logarithm) {
    drawing.append(svg("path", { class: "order", d: ring(tokens, order, at) }));
  }
  tokens.forEach((token, i) => drawing.append(...dot(token, at(i), order, labelled)));
  return drawing;
}

function name(component, variance) {
  return `${component + 1}: ${percent(variance[component])}\u202f%`;
}

/** From token to token in their order, and back to the first. */
function ring(tokens, order, at) {
  const places = tokens
    .map((token, i) => ({ place: order.of(token), i }))
    .filter(({ place }) => place !== null)
    .sort((a, b) => a.place - b.place)
    .map(({ i }) => at(i).map((pixel) => pixel.toFixed(1)).join(" "));
  return `M${places.join("L")}Z`;
}

function dot(token, [x, y], order, labelled) {
  const place = order.of(token);
  const circle = svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: labelled ? 8 : 3.5,
    class: place === null ? "dot without" : "dot" }, svg("title", {}, `token ${token}`));
  if (place !== null) {
    circle.style.fill = cyclic(place / order.count);
  }
  const text = svg("text", { class: "token", x: x.toFixed(1), y: (y + 3.5).toFixed(1),
    "text-anchor": "middle" }, token);
  return labelled ? [circle, text] : [circle];
}

/** Around the hues, lighter and darker on the way, so that it is no riddle without colour. */
function cyclic(turn) {
  const lightness = 0.74 + 0.12 * Math.cos(2 * Math.PI * turn);
  return `oklch(${lightness.toFixed(3)} 0.13 ${(360 * turn).toFixed(0)})`;
}
