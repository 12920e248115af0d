import { Points } from "./points.js";
import { inOrder } from "./sets.js";

/** What the page knows of one run: its history, and the updates since. */
export class Run {
  loss = new Points();
  evaluations = new Map();
  #marks = new Map();

  constructor(history) {
    this.summary = history.summary;
    history.loss.forEach((point) => this.loss.put(point));
    Object.values(history.evaluations).flat().forEach((point) => this.#evaluated(point));
    history.marks.forEach((mark) => this.#marked(mark));
  }

  /** Takes one event of the stream; summaries of other runs are not for it. */
  apply(kind, value) {
    if (kind === "loss") {
      this.loss.put(value);
    } else if (kind === "evaluation") {
      this.#evaluated(value);
    } else if (kind === "mark") {
      this.#marked(value);
    } else if (kind === "summary" && value.run === this.summary.run) {
      this.summary = value;
    }
  }

  get sets() {
    return inOrder([...this.evaluations.keys()]);
  }

  get marks() {
    return [...this.#marks.values()].sort((a, b) => a.step - b.step);
  }

  get lastStep() {
    const evaluated = [...this.evaluations.values()].map((points) => points.lastStep);
    return Math.max(this.loss.lastStep, ...evaluated, 1);
  }

  #evaluated(point) {
    if (!this.evaluations.has(point.set)) {
      this.evaluations.set(point.set, new Points());
    }
    this.evaluations.get(point.set).put(point);
  }

  #marked(mark) {
    this.#marks.set(`${mark.step} ${mark.kind} ${mark.label}`, mark);
  }
}
