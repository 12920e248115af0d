import { Curve } from "./curve.js";
import { Lag } from "./lag.js";
import { Points } from "./points.js";
import { References } from "./references.js";
import { Sets } from "./sets.js";

/** No chart has room for more checkpoints. */
const MOST_EVALUATIONS = 4000;

/** What the page knows of one run: its history, and the updates since. */
export class Run {
  evaluations = new Map();
  /** How many evaluations were heard of: something to tell whether there are new ones. */
  evaluationCount = 0;
  /** When the history was fetched: what was fetched before is of an older one. */
  loaded = performance.now();
  /** Single numbers that probes found, by name: title, caption, shape, units, rest, points. */
  series = new Map();
  /** Floors of the references, by distribution version. */
  floors = new Map();
  /** The newest step that a probe was heard of, and how many were. */
  probedStep = 0;
  probeCount = 0;
  #marks = new Map();
  #sorted = null;

  constructor(history) {
    this.summary = history.summary;
    /** What the family can have. */
    this.sets = new Sets(history.sets);
    this.references = new References(history.references);
    this.curve = new Curve(history);
    this.lag = new Lag(history.lag);
    Object.values(history.evaluations).flat().forEach((point) => this.#evaluated(point));
    history.series.forEach((series) => this.#measured(series));
    history.floors.forEach((floors) => this.floors.set(floors.version, floors));
    history.marks.forEach((mark) => this.#marked(mark));
  }

  /** Takes one event of the stream; summaries of other runs are not for it. */
  apply(kind, value) {
    if (kind === "loss") {
      this.curve.put(value);
    } else if (kind === "evaluation") {
      this.#evaluated(value);
      this.lag.evaluated(value.step, this.curve.lastStep);
    } else if (kind === "series") {
      this.#measured(value);
    } else if (kind === "floors") {
      this.floors.set(value.version, value);
    } else if (kind === "probe") {
      this.probedStep = Math.max(this.probedStep, value.step);
      this.probeCount += 1;
    } else if (kind === "mark") {
      this.#marked(value);
    } else if (kind === "summary" && value.run === this.summary.run) {
      this.summary = value;
    }
  }

  /** Takes what is told of a part that one looks at closely; null forgets its steps. */
  look(part) {
    this.curve.look(part);
    Object.values(part?.evaluations ?? {}).flat().forEach((point) => this.#evaluated(point));
    part?.series.forEach((series) => this.#measured(series));
  }

  /** Labels of the sets on which it was evaluated. */
  get evaluated() {
    return this.sets.inOrder(this.evaluations.keys());
  }

  /** Whether answers are right or wrong: else there are squared errors, and no accuracy. */
  get hasAnswers() {
    return [...this.evaluations.values()].every((points) =>
      points.rows.at(-1).last_shot.correct !== null);
  }

  /** Ascending by step. */
  get marks() {
    this.#sorted ??= [...this.#marks.values()].sort((a, b) => a.step - b.step);
    return this.#sorted;
  }

  get lastStep() {
    const evaluated = [...this.evaluations.values()].map((points) => points.lastStep);
    return Math.max(this.curve.lastStep, ...evaluated, 1);
  }

  #evaluated(point) {
    if (!this.evaluations.has(point.set)) {
      this.evaluations.set(point.set, new Points());
    }
    const points = this.evaluations.get(point.set);
    points.put({ ...point, last: point.last_shot.accuracy ?? point.last_shot.loss,
      all: point.all_shots.accuracy ?? point.all_shots.loss });
    points.keepAtMost(MOST_EVALUATIONS, ["last", "all"]);
    this.evaluationCount += 1;
  }

  /** What a series is called goes by its newest points. */
  #measured({ name, points: told, ...about }) {
    const known = this.series.get(name);
    const points = known?.points ?? new Points();
    const newest = (told.at(-1)?.step ?? -1) >= points.lastStep;
    told.forEach((point) => points.put(point));
    this.series.set(name, { ...(newest || !known ? about : known), points });
  }

  #marked(mark) {
    this.#marks.set(`${mark.step} ${mark.kind} ${mark.label}`, mark);
    this.#sorted = null;
  }
}
