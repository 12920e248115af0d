import { axisNumber } from "./scales.js";
import { count, number, percentWithUnit } from "./format.js";
import { rgb, shade } from "./shades.js";
import { colour } from "./theme.js";

const NOT_REACHED = "not reached";
const PHASE_COLOURS = 5;

/** A measure's words, numbers and colours, for the numbers that there are. */
export class SweepMeasure {
  #label;
  #phases;
  #low;
  #high;

  constructor(label, sweep, numbers) {
    this.#label = label;
    this.#phases = sweep.phases;
    const finite = numbers.filter((value) => value !== null && Number.isFinite(value));
    const bounded = this.isShare;
    this.#low = bounded ? 0 : Math.min(...finite);
    this.#high = bounded ? 1 : Math.max(...finite);
  }

  get label() {
    return this.#label;
  }

  get isPhase() {
    return this.#label === "phase";
  }

  get isShare() {
    return /^(accuracy|share)\./.test(this.#label);
  }

  /** Steps are told apart by their ratios. */
  get isLogarithmic() {
    return this.#label.startsWith("completed.") && this.#low > 0;
  }

  /** The ends of the scale. */
  get ends() {
    return [this.#low, this.#high];
  }

  get name() {
    return nameOfMeasure(this.#label);
  }

  /** A number in words: short enough for a cell if that is asked for. */
  text(value, short = false) {
    if (value === null) {
      return short ? "" : "not known";
    }
    if (this.isPhase) {
      return short ? initials(this.#phases[value]) : this.#phases[value];
    }
    if (!Number.isFinite(value)) {
      return short ? "\u2013" : NOT_REACHED;
    }
    if (this.isShare) {
      return short ? (value * 100).toFixed(0) : percentWithUnit(value);
    }
    if (this.#label.startsWith("completed.")) {
      return count(value);
    }
    return short ? axisNumber(Number(value.toPrecision(2))) : number(value);
  }

  /** The colour [red, green, blue] of a number; null if it is not known. */
  shade(value) {
    if (value === null) {
      return null;
    }
    if (this.isPhase) {
      return rgb(`--phase-${Math.min(value, PHASE_COLOURS - 1)}`);
    }
    if (!Number.isFinite(value)) {
      return rgb("--phase-0");
    }
    const place = this.isLogarithmic ? Math.log : (each) => each;
    const [low, high] = [place(this.#low), place(this.#high)];
    return shade(high > low ? (place(value) - low) / (high - low) : 0.5);
  }
}

/** The label of a measure, as a person says it. */
export function nameOfMeasure(label) {
  const [kind, ...rest] = label.split(".");
  const what = rest.join(".").replaceAll("-", " ");
  return {
    phase: "phase",
    gap: "double-grokking gap (decades)",
    loss: "training loss",
    completed: `step of ${what}`,
    accuracy: `accuracy on ${rest.join(".")}`,
    error: `mean squared error on ${rest.join(".")}`,
    share: `share of ${rest.join(".")}`,
    probe: rest.join(": "),
  }[kind] ?? label;
}

export function css([red, green, blue]) {
  return `rgb(${Math.round(red)},${Math.round(green)},${Math.round(blue)})`;
}

/** Black or white, whichever is read better on a colour. */
export function inkOn([red, green, blue]) {
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? "#17202a" : "#ffffff";
}

/** The colour of what is written beside the cells. */
export function ink(soft = false) {
  return colour(soft ? "--ink-soft" : "--ink");
}

/** "OOD generalisation" as "OOD gen". */
function initials(phase) {
  const [first, second = ""] = phase.split(" ");
  return first === "nothing" ? "\u2013" : `${first} ${second.slice(0, 3)}`;
}
