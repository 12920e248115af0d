import { band } from "./bands.js";
import { offerDrawing } from "./drawing-exports.js";
import { Feed } from "./feed.js";
import { axisCount, count } from "./format.js";
import { axisNumber } from "./scales.js";
import { rgb, shade } from "./shades.js";
import { fillSelect } from "./sweep-selects.js";
import { entry } from "./sweep-key.js";
import { css, ink, nameOfMeasure } from "./sweep-measure.js";
import { shortKey } from "./sweep.js";
import { linear, svg } from "./svg.js";
import { colour } from "./theme.js";
import { decades, ticks } from "./ticks.js";

const PAUSE_MILLIS = 5000;
const COLOURS = 6;
/** More bands than this are fainter, so that those below are seen. */
const MANY = 12;
const HEIGHT = 320;
const EDGE = { left: 46, right: 22, top: 8, bottom: 36 };
const USUAL = /^(accuracy|error)\.(?!formerly)/;
const EACH_RUN = "run";
const EACH_SETTING = "setting";
const X_AXES = ["linear", "log"];

/** Curves of the runs that the table shows: each setting's median over its seeds, and their range. */
export class SweepCurves {
  #figure;
  #choices;
  #drawing;
  #feed;
  #sweep = null;
  #runs = [];
  #curves = new Map();
  #bands = [];
  #plot = null;
  #shape = "";

  constructor(figure, choices) {
    this.#figure = figure;
    this.#choices = choices;
    this.#drawing = figure.querySelector(".drawing");
    this.#feed = new Feed(figure, PAUSE_MILLIS, ({ curves }) => {
      this.#curves = new Map(curves.map((curve) => [curve.run, curve]));
      this.rebuild();
    });
    for (const select of figure.querySelectorAll("select")) {
      select.addEventListener("change", () => choices.choose(select.dataset.choose, select.value));
    }
    this.#drawing.addEventListener("pointermove", (event) => this.#point(event));
    this.#drawing.addEventListener("pointerleave", () => this.#say(null));
    new ResizeObserver(() => this.#draw()).observe(this.#drawing);
    offerDrawing(figure, () => ({
      name: `${this.#sweep.sweep}-${this.#label()}`,
      drawing: this.#drawing.querySelector("svg"),
      title: `${this.#sweep.sweep}: ${nameOfMeasure(this.#label())}`,
      table: this.#table(),
    }));
  }

  /** Shows these runs of the sweep. */
  show(sweep, runs) {
    if (this.#sweep?.sweep !== sweep.sweep) {
      this.#curves = new Map();
    }
    this.#sweep = sweep;
    this.#runs = runs;
    const label = this.#label();
    const done = sweep.runs.reduce((steps, run) => steps + run.step, 0);
    this.#feed.want(`api/sweeps/${encodeURIComponent(sweep.sweep)}/curves?measure=${
      encodeURIComponent(label)}`, `${label} ${done}`);
    this.#draw();
  }

  /** Draws all anew, with other curves or in other colours. */
  rebuild() {
    this.#shape = "";
    this.#draw();
  }

  #offered() {
    return this.#sweep.measures.filter((label) =>
      /^(accuracy|error|share|probe|loss)/.test(label));
  }

  #label() {
    const offered = this.#offered();
    const usual = offered.filter((label) => USUAL.test(label)).at(-1) ?? offered[0] ?? "loss";
    const wanted = this.#choices.of("curve");
    return offered.includes(wanted) ? wanted : usual;
  }

  #by() {
    const { keys } = this.#sweep;
    const all = [EACH_SETTING, ...keys.length > 1 ? keys : [], EACH_RUN];
    const wanted = this.#choices.of("by");
    return { all, chosen: all.includes(wanted) ? wanted : EACH_SETTING };
  }

  /** The runs that make one band each. */
  #groups() {
    const { chosen } = this.#by();
    if (chosen === EACH_RUN) {
      return this.#runs.map((run) => ({ name: run.run, runs: [run] }));
    }
    return this.#sweep.settings(this.#runs, chosen === EACH_SETTING ? this.#sweep.keys : [chosen])
      .map(({ name, runs }) => ({ name: name || "all seeds", runs }));
  }

  #draw() {
    if (!this.#sweep || this.#drawing.clientWidth === 0) {
      return;
    }
    const label = this.#label();
    const by = this.#by();
    const [of, each, x] = this.#figure.querySelectorAll("select");
    fillSelect(of, this.#offered(), label);
    fillSelect(each, by.all, by.chosen, (value) =>
      value === EACH_RUN || value === EACH_SETTING ? value : shortKey(value));
    fillSelect(x, X_AXES, this.#choices.of("x") || X_AXES[0], (value) => value);
    const shape = [this.#drawing.clientWidth, label, by.chosen, x.value,
      ...this.#runs.map(({ run }) => run)].join("\n");
    if (shape === this.#shape) {
      return;
    }
    this.#shape = shape;
    const groups = this.#groups().map(({ name, runs }) => ({ name, runs: runs.map(({ run }) =>
      this.#curves.get(run)).filter(Boolean) })).filter(({ runs }) => runs.length > 0);
    this.#bands = groups.map(({ name, runs }, i) => ({
      name, of: runs.length, shade: shadeOf(i, groups.length), ...band(runs),
    }));
    this.#plot = plotOf(this.#bands, label, this.#drawing.clientWidth, x.value === "log");
    this.#drawing.replaceChildren(
      ...this.#bands.length > 0 ? [pictureOf(this.#bands, this.#plot)] : []);
    this.#figure.querySelector(".legend").replaceChildren(...legendOf(this.#bands));
    this.#say(null);
  }

  /** Reads the median that is nearest to the pointer. */
  #point({ clientX, clientY }) {
    const box = this.#drawing.getBoundingClientRect();
    const [x, y] = [clientX - box.left, clientY - box.top];
    const places = this.#bands.flatMap((each) => each.steps.map((step, i) => ({ each, i,
      far: Math.hypot(this.#plot.x(step) - x, this.#plot.y(each.median[i]) - y) })));
    this.#say(places.reduce((best, place) =>
      best === null || place.far < best.far ? place : best, null));
  }

  #say(place) {
    const says = this.#figure.querySelector(".says");
    if (place) {
      const { each, i } = place;
      says.textContent = `${each.name}, step ${count(each.steps[i])}: median ${
        axisNumber(each.median[i])}, from ${axisNumber(each.low[i])} to ${
        axisNumber(each.high[i])}; ${each.known[i]} of ${each.of} runs`;
    } else {
      says.textContent = this.#bands.length === 0 ? "No run that is shown has such a curve yet."
        : `${count(this.#bands.length)} bands of ${
          count(this.#bands.reduce((sum, { of }) => sum + of, 0))} runs, those of the table below.`;
    }
  }

  #table() {
    return {
      columns: ["band", "step", `median of ${this.#label()}`, "lowest", "highest", "runs"],
      rows: this.#bands.flatMap((each) => each.steps.map((step, i) =>
        [each.name, step, each.median[i], each.low[i], each.high[i], each.known[i]])),
      caption: `${nameOfMeasure(this.#label())}: median and range`,
    };
  }
}

/** A few bands have colours that anyone can tell apart; many are shaded in their order. */
function shadeOf(place, of) {
  return of <= COLOURS ? rgb(`--line-${place + 1}`) : shade(place / (of - 1));
}

function plotOf(bands, label, width, log) {
  const numbers = (name) => bands.flatMap((each) => each[name]).filter((value) => value !== null);
  const steps = bands.flatMap((each) => [each.steps[0], each.steps.at(-1)]);
  const last = Math.max(1, ...steps);
  const first = log ? Math.max(1, Math.min(last / 2, ...steps.filter((step) => step > 0))) : 0;
  const bounded = /^(accuracy|share)\./.test(label);
  const low = bounded ? 0 : Math.min(0, ...numbers("low"));
  const high = bounded ? 1 : Math.max(low + 1e-9, ...numbers("high"));
  const place = log ? (step) => Math.log(Math.max(first, step)) : (step) => step;
  const across = linear([place(first), place(last)], [EDGE.left, width - EDGE.right]);
  return {
    width, x: (step) => across(place(step)),
    y: linear([low, high], [HEIGHT - EDGE.bottom, EDGE.top]),
    steps: log ? decades(first, last) : ticks(0, last, Math.max(2, width / 110)),
    values: ticks(low, high, 6),
  };
}

function pictureOf(bands, { width, x, y, steps, values }) {
  const points = (numbers, band) => numbers.map((value, i) => value === null ? null
    : `${x(band.steps[i]).toFixed(1)} ${y(value).toFixed(1)}`).filter(Boolean);
  const text = (content, attributes) => svg("text", { fill: ink(true), ...attributes }, content);
  const rule = (attributes) => svg("line", { stroke: colour("--grid"), ...attributes });
  return svg("svg", { width, height: HEIGHT, role: "img", "font-size": 12,
    "font-family": "system-ui, sans-serif", "aria-label": "Curves against step" },
  ...values.flatMap((value) => [
    rule({ x1: EDGE.left, x2: width - EDGE.right, y1: y(value), y2: y(value) }),
    text(axisNumber(value), { x: EDGE.left - 6, y: y(value), "text-anchor": "end",
      "dominant-baseline": "central" })]),
  ...steps.flatMap((step) => [
    rule({ x1: x(step), x2: x(step), y1: EDGE.top, y2: HEIGHT - EDGE.bottom }),
    text(axisCount(step), { x: x(step), y: HEIGHT - EDGE.bottom + 16, "text-anchor": "middle" })]),
  text("step", { x: (EDGE.left + width - EDGE.right) / 2, y: HEIGHT - 4, "text-anchor": "middle" }),
  ...bands.filter(({ of }) => of > 1).map((band) => svg("path", {
    d: `M${[...points(band.high, band), ...points(band.low, band).reverse()].join("L")}Z`,
    fill: css(band.shade), "fill-opacity": colour("--band") / Math.max(1, bands.length / MANY) })),
  ...bands.map((band) => svg("path", { d: `M${points(band.median, band).join("L")}h0.01`,
    fill: "none", stroke: css(band.shade), "stroke-width": 1.7, "stroke-linecap": "round" })));
}

function legendOf(bands) {
  if (bands.length <= COLOURS) {
    return bands.map(({ name, shade: own }) => entry(name, own));
  }
  const [first, last] = [bands[0], bands.at(-1)];
  return [entry(`${first.name} (first)`, first.shade), entry(`${last.name} (last)`, last.shade)];
}
