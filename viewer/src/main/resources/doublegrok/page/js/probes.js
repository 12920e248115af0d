import { Feed } from "./feed.js";
import { count } from "./format.js";
import { keyed } from "./keyed.js";
import { ProbeCurve } from "./probe-curve.js";
import { ProbeGrid } from "./probe-grid.js";
import { ProbeMatrices } from "./probe-matrices.js";
import { inPartOrder, ProbePoints } from "./probe-points.js";

const PAUSE_MILLIS = 250;
/** How each shape is drawn; single numbers are told over the steps instead. */
const DRAWINGS = {
  grid: () => new ProbeGrid(),
  matrices: () => new ProbeMatrices(),
  points: (view) => new ProbePoints(view),
  curve: () => new ProbeCurve(),
};

/** What the probes saw in one checkpoint: the newest one, or that which is chosen. */
export class Probes {
  #section;
  #view;
  #feed;
  #parts = new Map();
  #run = null;
  #steps = [];
  #found = null;

  constructor(section, view) {
    this.#section = section;
    this.#view = view;
    this.#feed = new Feed(section, PAUSE_MILLIS, (answer) => this.#take(answer));
  }

  show(run) {
    if (this.#run?.summary.run !== run.summary.run) {
      this.#steps = [];
      this.#found = null;
      this.#draw();
    }
    this.#run = run;
    this.#hear(run.probedStep);
    this.follow();
  }

  follow() {
    if (!this.#run) {
      return;
    }
    const name = this.#run.summary.run;
    const step = this.#view.probed;
    const address = `api/runs/${encodeURIComponent(name)}/probes`;
    if (step === null) {
      this.#feed.want(address, `${name} ${this.#run.probeCount}`);
    } else {
      this.#feed.want(`${address}?step=${step}`, `${name} at ${step}`);
    }
    this.#showStep();
    this.#parts.forEach((part) => part.follow?.());
  }

  rebuild() {
    this.#draw();
  }

  #take({ run, steps, probes }) {
    if (run === this.#run.summary.run) {
      this.#steps = steps;
      this.#found = probes;
      this.#showStep();
      this.#draw();
    }
  }

  #draw() {
    const figures = figuresOf(this.#found ?? {});
    this.#place(".grids", figures.filter(({ shape }) => shape === "grid"));
    this.#place(".others", figures.filter(({ shape }) => shape !== "grid"));
  }

  #place(place, figures) {
    const panels = this.#section.querySelector(place);
    panels.hidden = figures.length === 0;
    const byKey = new Map(figures.map((figure) => [figure.key, figure]));
    keyed(panels, [...byKey.keys()], (key) => {
      this.#parts.set(key, DRAWINGS[byKey.get(key).shape](this.#view));
      return this.#parts.get(key).place;
    }, (child, key) =>
      this.#parts.get(key)
        .show(byKey.get(key).findings, this.#run.summary.run, this.#run.sets));
  }

  /** A step that is told while another one is shown can be gone to. */
  #hear(step) {
    if (step > (this.#steps.at(-1) ?? 0) && this.#steps.length > 0) {
      this.#steps.push(step);
    }
  }

  /** The checkpoint that is shown: the last that was looked into by the view's step. */
  #showStep() {
    const { probed } = this.#view;
    const step = this.#steps.findLast((each) => probed === null || each <= probed);
    this.#section.querySelector("[data-part=looked]").textContent =
      step === undefined ? "" : `of step ${count(step)}`;
    this.#section.querySelector(".none").hidden = this.#found === null || this.#steps.length > 0;
  }
}

/** Findings of one shape and title share a figure; pictures come before numbers to read. */
function figuresOf(probes) {
  const figures = new Map();
  for (const [name, found] of Object.entries(probes)) {
    const empty = found.shape === "curve" && found.at.length === 0;
    if (found.shape in DRAWINGS && !empty) {
      const shared = found.part === "" ? name : found.title;
      const key = `${found.shape} ${shared}`;
      const { findings } = figures.get(key) ?? { findings: [] };
      figures.set(key, { key, shape: found.shape, findings: [...findings, { name, ...found }] });
    }
  }
  const place = ({ shape, findings: [{ layers }] }) => Object.keys(DRAWINGS).indexOf(shape)
    + (shape === "matrices" && "numbers" in layers[0] ? Object.keys(DRAWINGS).length : 0);
  return [...figures.values()]
    .map((figure) => ({ ...figure, findings: inPartOrder(figure.findings) }))
    .sort((a, b) => place(a) - place(b));
}
