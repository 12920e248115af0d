import { choice, press } from "./choice.js";
import { percent } from "./format.js";
import { element, keyed } from "./keyed.js";
import { ProbeFigure } from "./probe-figure.js";
import { linear, svg } from "./svg.js";

const SIZE = 280;
const MARGIN = 16;
const NOWHERE = -1;
/** Characters that a dot has room for. */
const LEGIBLE = 3;
const LAST = "number";

/** Points in the plane of two components, coloured by an order of their labels. */
export class ProbePoints {
  #plots = element("div", "scatters");
  #figure = new ProbeFigure(this.#plots, tableOf);
  #planes = choice("plane", "Components", ["1-2", "3-4"], ["1 and 2", "3 and 4"]);
  #orders = choice("tokens", "Order of colours", ["logarithm", LAST], ["", ""]);
  #view;
  #findings = [];
  #drawn = "";

  constructor(view) {
    this.#view = view;
    this.place.classList.add("wide");
    this.#figure.caption.querySelector("h3").after(this.#planes, this.#orders);
  }

  get place() {
    return this.#figure.place;
  }

  show(findings, run) {
    this.#findings = findings;
    this.#figure.tell(findings, run);
    this.#drawn = "";
    this.follow();
  }

  /** Draws again if another plane or order was chosen. */
  follow() {
    const key = `${this.#view.chosen("plane")} ${this.#view.chosen("tokens")}`;
    if (this.#drawn === key || this.#findings.length === 0) {
      return;
    }
    this.#drawn = key;
    const order = this.#chosenOrder(this.#findings[0]);
    this.#offer();
    this.#figure.reading.textContent = order?.caption || this.#findings[0].caption;
    keyed(this.#plots, this.#findings.map(({ name }) => name), () => element("div", "scatter"),
      (child, name) => {
        const found = this.#findings.find((each) => each.name === name);
        child.replaceChildren(element("span", "name", found.part),
          scatter(found, this.#axes(found), this.#chosenOrder(found)));
      });
  }

  /** What there is to choose, and what is chosen. */
  #offer() {
    const [{ components, orders }] = this.#findings;
    this.#planes.hidden = components.length < 4;
    this.#orders.hidden = orders.length < 2;
    [...this.#orders.children].forEach((button, i) => {
      button.textContent = orders[i === 0 ? 0 : orders.length - 1]?.label ?? "";
    });
    [this.#planes, this.#orders].forEach((group) => press(group, this.#view));
  }

  #chosenOrder({ orders }) {
    return this.#view.chosen("tokens") === LAST ? orders.at(-1) : orders[0];
  }

  /** A space of fewer components than are chosen shows its first. */
  #axes({ components }) {
    const wanted = this.#view.chosen("plane").split("-").map((component) => component - 1);
    const last = components.length - 1;
    return wanted.every((each) => each <= last) ? wanted : [0, Math.min(1, last)];
  }
}

/** Findings without a part come as they are told; "embedding" before "block 1" looks right. */
export function inPartOrder(findings) {
  const numbered = ({ part }) => /\d/.test(part);
  return [...findings].sort((a, b) => numbered(a) - numbered(b)
    || a.part.localeCompare(b.part, undefined, { numeric: true }));
}

function scatter({ coordinates, labels, value, components }, [across, up], order) {
  const labelled = new Set(labels).size === labels.length && labels.length <= 128
    && labels.every((label) => label.length <= LEGIBLE);
  const reach = Math.max(1e-9, ...coordinates.flatMap((point) =>
    [across, up].map((i) => Math.abs(point[i]))));
  const x = linear([-reach, reach], [MARGIN, SIZE - MARGIN]);
  const y = linear([-reach, reach], [SIZE - MARGIN, MARGIN]);
  const at = (i) => [x(coordinates[i][across]), y(coordinates[i][up])];
  const drawing = svg("svg", { viewBox: `0 0 ${SIZE} ${SIZE}`, role: "img",
    "aria-label": `Components ${components[across].label} and ${components[up].label}` },
    svg("path", { class: "axis", d: `M${x(0)} 4V${SIZE - 4}M4 ${y(0)}H${SIZE - 4}` }),
    svg("text", { class: "tick", x: SIZE - 2, y: SIZE - 2, "text-anchor": "end" },
      `across ${name(components[across])}`),
    svg("text", { class: "tick", x: 2, y: 10 }, `up ${name(components[up])}`));
  if (labelled && order?.closed) {
    drawing.append(svg("path", { class: "order", d: ring(order, at) }));
  }
  labels.forEach((label, i) => drawing.append(
    ...dot(label, `${value.label} ${label}`, at(i), turnOf(order, i), labelled)));
  return drawing;
}

function name({ label, share }) {
  return share === null ? label : `${label}: ${percent(share)}\u202f%`;
}

/** How far around the circle a point stands, from 0 to 1, or null. */
function turnOf(order, i) {
  const place = order?.places[i] ?? NOWHERE;
  return place === NOWHERE ? null : place / order.turn;
}

/** From place to place in their order, and back to the first. */
function ring({ places }, at) {
  const order = [...places.keys()].filter((i) => places[i] !== NOWHERE)
    .sort((a, b) => places[a] - places[b])
    .map((i) => at(i).map((pixel) => pixel.toFixed(1)).join(" "));
  return `M${order.join("L")}Z`;
}

function dot(label, title, [x, y], turn, labelled) {
  const circle = svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: labelled ? 8 : 3.5,
    class: turn === null ? "dot without" : "dot" }, svg("title", {}, title));
  if (turn !== null) {
    circle.style.fill = cyclic(turn);
  }
  const text = svg("text", { class: "token", x: x.toFixed(1), y: (y + 3.5).toFixed(1),
    "text-anchor": "middle" }, label);
  return labelled ? [circle, text] : [circle];
}

/** Around the hues, lighter and darker on the way, so that it is no riddle without colour. */
function cyclic(turn) {
  const lightness = 0.74 + 0.12 * Math.cos(2 * Math.PI * turn);
  return `oklch(${lightness.toFixed(3)} 0.13 ${(360 * turn).toFixed(0)})`;
}

function tableOf(findings) {
  const most = Math.max(...findings.map(({ components }) => components.length));
  const components = Array.from({ length: most }, (none, i) => `component ${i + 1}`);
  return {
    columns: ["of", findings[0].value.label, ...components],
    rows: findings.flatMap(({ part, labels, coordinates }) => labels.map((label, i) =>
      [part, label, ...components.map((each, k) => coordinates[i][k])])),
  };
}
